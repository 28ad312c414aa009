/* SPDX-License-Identifier: MIT
 * check_code_store.c - the folder of the code cache. */
#include "unit_store.h"

#include "../../lib/alloc.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

static unsigned files_in_folder(void)
{
    DIR *open = opendir(store_folder);
    unsigned count = 0;
    struct dirent *file;
    while (open != NULL && (file = readdir(open)) != NULL)
        count += strcmp(file->d_name, ".") != 0 && strcmp(file->d_name, "..") != 0;
    if (open != NULL)
        closedir(open);
    return count;
}

static mode_t mode_of(const char *path)
{
    struct stat st;
    ck_assert_int_eq(lstat(path, &st), 0);
    return st.st_mode & 07777;
}

static void age(const char *path, time_t seconds)
{
    struct timespec times[2] = {{time(NULL) - seconds, 0}, {time(NULL) - seconds, 0}};
    ck_assert_int_eq(utimensat(AT_FDCWD, path, times, AT_SYMLINK_NOFOLLOW), 0);
}

/* ------------------------------------------------------------------------- core */

START_TEST(store_round_trip)
{
    static const size_t sizes[] = {1, 4096, 32 * 1024, 32 * 1024 + 1, 3 << 20};
    struct jsb__code_store *store = store_new(), *other = store_new();
    ck_assert_uint_eq(store_found(store, 1), 0);
    ck_assert_uint_eq(store_found(other, 1), 0);
    ck_assert_int_ne(access(store_folder, F_OK), 0); /* who only looks makes no folder */
    for (unsigned i = 0; i < sizeof(sizes) / sizeof(sizes[0]); i++) {
        store_put(store, i, sizes[i]);
        ck_assert_uint_eq(store_found(store, i), sizes[i]);
        ck_assert_uint_eq(store_found(other, i), i == 0 ? 0 : sizes[i]); /* it was not there */
        if (i == 0)
            store_put(other, 77, 7);
    }
    ck_assert_uint_eq(files_in_folder(), 3); /* two, and one of small entries */
    jsb__code_store_drop(store, store_key(3));
    ck_assert_uint_eq(store_found(store, 3), 0);
    jsb__code_store_drop(store, store_key(1));
    ck_assert_uint_eq(store_found(store, 1), 0);
    ck_assert_uint_eq(store_found(store, 0), 1);
    ck_assert_uint_eq(store_found(store, 4), 3 << 20);
    ck_assert_int_eq(store_told_times, 0);
    jsb__code_store_free(store);
    jsb__code_store_free(other);
}
END_TEST

START_TEST(store_is_private)
{
    char parent[96];
    struct jsb__code_store *store = store_new();
    umask(0);
    store_put(store, 1, STORE_LARGE);
    store_put(store, 2, 10);
    snprintf(parent, sizeof(parent), "%s/a", store_base);
    ck_assert_uint_eq(mode_of(parent), 0700);
    ck_assert_uint_eq(mode_of(store_folder), 0700);
    ck_assert_uint_eq(mode_of(store_entry_path(1)), 0600);
    ck_assert_uint_eq(mode_of(store_pack_path()), 0600);
    jsb__code_store_free(store);
}
END_TEST

/* What was found stays, whatever becomes of the file. */
START_TEST(store_outlives_file)
{
    struct jsb__code_store *store = store_new();
    struct jsb__stored stored;
    store_put(store, 1, 100000);
    ck_assert(jsb__code_store_find(store, store_key(1), NULL, &stored));
    ck_assert_int_eq(stored.is_mapped, 1);
    jsb__code_store_drop(store, store_key(1));
    for (size_t i = 0; i < stored.size; i++)
        UNIT_ASSERT(((const char *)stored.data)[i] == 1, "byte %zu", i);
    jsb__stored_release(&stored);
    jsb__code_store_free(store);
}
END_TEST

START_TEST(store_relative_folder)
{
    struct jsb__code_store *store;
    char space[PATH_MAX], *real;
    ck_assert_int_eq(chdir(store_base), 0);
    store = jsb__code_store_new("a/b", &store_options, space);
    memset(space, 0, sizeof(space));
    real = realpath(store_base, NULL);
    ck_assert_int_eq(strncmp(jsb__code_store_folder(store), real, strlen(real)), 0);
    ck_assert_int_eq(chdir("/"), 0);
    store_put(store, 1, STORE_LARGE);
    ck_assert_int_eq(access(store_entry_path(1), F_OK), 0);
    jsb__code_store_free(store);
    free(real);
}
END_TEST

static int descriptor_of(const char *path)
{
    struct stat st, own;
    ck_assert_int_eq(stat(path, &own), 0);
    for (int fd = 3; fd < 64; fd++)
        if (fstat(fd, &st) == 0 && st.st_ino == own.st_ino && st.st_dev == own.st_dev)
            return fd;
    ck_abort_msg("it is not open");
    return -1;
}

/* A program may close our descriptor, and then have it for a file or a folder of its own. */
static int take_over(const char *path, const char *foreign, int flags)
{
    int fd = descriptor_of(path), taken;
    close(fd);
    taken = open(foreign, flags, 0600);
    ck_assert_int_eq(taken, fd);
    return taken;
}

START_TEST(store_closed_descriptor)
{
    char foreign[96], file[96];
    struct stat st;
    struct jsb__code_store *store = store_new();
    int taken[2];
    store_put(store, 1, STORE_LARGE);
    store_put(store, 2, 10);
    snprintf(foreign, sizeof(foreign), "%s/foreign", store_base);
    snprintf(file, sizeof(file), "%s/file", store_base);
    ck_assert_int_eq(mkdir(foreign, 0700), 0);
    taken[0] = take_over(store_folder, foreign, O_RDONLY | O_DIRECTORY);
    taken[1] = take_over(store_pack_path(), file, O_RDWR | O_CREAT);
    store_put(store, 3, STORE_LARGE);
    store_put(store, 4, 20);
    ck_assert_uint_eq(store_found(store, 1), STORE_LARGE);
    ck_assert_uint_eq(store_found(store, 2), 10);
    ck_assert_uint_eq(store_found(store, 3), STORE_LARGE);
    ck_assert_uint_eq(store_found(store, 4), 20);
    ck_assert_int_eq(rmdir(foreign), 0); /* nothing was written to it */
    ck_assert(stat(file, &st) == 0 && st.st_size == 0);
    for (int i = 0; i < 2; i++) /* and they are still open */
        ck_assert_int_eq(fcntl(taken[i], F_GETFD), 0);
    jsb__code_store_free(store);
    for (int i = 0; i < 2; i++)
        ck_assert_int_eq(fcntl(taken[i], F_GETFD), 0);
}
END_TEST

/* ------------------------------------------------------------------------- trust */

START_TEST(store_unsafe_folder)
{
    struct jsb__code_store *store = store_new();
    store_put(store, 1, 10);
    jsb__code_store_free(store);
    ck_assert_int_eq(chmod(store_folder, 0770), 0);
    store = store_new();
    for (int i = 0; i < 3; i++) {
        ck_assert_uint_eq(store_found(store, 1), 0);
        store_put(store, 2, 10);
    }
    ck_assert_int_eq(store_told_times, 1);
    ck_assert_int_eq(store_told_kind, JSB_CODE_CACHE_UNSAFE);
    ck_assert_ptr_nonnull(
        strstr(store_told, "other users can write to it (mode 0770): chmod go-w"));
    ck_assert_int_ne(access(store_entry_path(2), F_OK), 0);
    jsb__code_store_free(store);
}
END_TEST

START_TEST(store_unsafe_entry)
{
    struct jsb__code_store *store = store_new();
    store_put(store, 1, STORE_LARGE);
    store_put(store, 2, STORE_LARGE);
    ck_assert_int_eq(chmod(store_entry_path(1), 0602), 0);
    ck_assert_int_eq(chmod(store_entry_path(2), 0620), 0);
    ck_assert_uint_eq(store_found(store, 1), 0);
    ck_assert_uint_eq(store_found(store, 2), 0);
    ck_assert_int_eq(store_told_times, 1);
    ck_assert_int_eq(store_told_kind, JSB_CODE_CACHE_UNSAFE);
    store_put(store, 1, STORE_LARGE + 2); /* a new one takes its place */
    ck_assert_uint_eq(store_found(store, 1), STORE_LARGE + 2);
    ck_assert_uint_eq(mode_of(store_entry_path(1)), 0600);
    jsb__code_store_free(store);
}
END_TEST

START_TEST(store_other_owner)
{
    struct jsb__code_store *store = store_new();
    struct stat st = {.st_uid = getuid() + 1, .st_mode = S_IFREG | 0600};
    char why[JSB__CODE_WHY_SIZE];
    ck_assert_int_eq(jsb__code_is_own(&st, why), 0);
    ck_assert_ptr_nonnull(strstr(why, "belongs to another user"));
    st.st_uid = getuid();
    ck_assert_int_eq(jsb__code_is_own(&st, why), 1);
    store_put(store, 1, STORE_LARGE);
    if (getuid() == 0) {
        ck_assert_int_eq(chown(store_entry_path(1), 12345, 0), 0);
        ck_assert_uint_eq(store_found(store, 1), 0);
        ck_assert_int_eq(store_told_kind, JSB_CODE_CACHE_UNSAFE);
    }
    jsb__code_store_free(store);
}
END_TEST

/* What has an entry's name and is none is not followed, and nothing waits for it. */
START_TEST(store_odd_files)
{
    char target[96];
    struct jsb__code_store *store = store_new();
    store_put(store, 1, STORE_LARGE);
    snprintf(target, sizeof(target), "%s/target", store_base);
    ck_assert_int_eq(rename(store_entry_path(1), target), 0);
    ck_assert_int_eq(symlink(target, store_entry_path(1)), 0);
    ck_assert_int_eq(mkfifo(store_entry_path(2), 0600), 0);
    ck_assert_int_eq(mkdir(store_entry_path(3), 0700), 0);
    ck_assert_int_eq(close(open(store_entry_path(4), O_CREAT | O_WRONLY, 0600)), 0);
    for (unsigned i = 1; i <= 4; i++)
        ck_assert_uint_eq(store_found(store, i), 0);
    store_put(store, 1, STORE_LARGE + 1);
    store_put(store, 4, STORE_LARGE + 4);
    ck_assert_uint_eq(store_found(store, 1), STORE_LARGE + 1);
    ck_assert_uint_eq(store_found(store, 4), STORE_LARGE + 4);
    store_put(store, 3,
              STORE_LARGE +
                  3); /* a folder is in the way: that is the end of writing, not of reading */
    ck_assert_uint_eq(store_found(store, 3), 0);
    ck_assert_uint_eq(store_found(store, 1), STORE_LARGE + 1);
    ck_assert_uint_eq(files_in_folder(), 4); /* no temporary file is left */
    jsb__code_store_free(store);
}
END_TEST

/* ------------------------------------------------------------------------- failures */

/* What was not got needs no care of its own. */
START_TEST(stored_without_memory)
{
    struct jsb__memory memory = {.limit = 1};
    struct jsb__stored stored;
    ck_assert_ptr_null(jsb__stored_alloc(&stored, &memory, 100));
    ck_assert_ptr_null(stored.data);
    jsb__stored_release(&stored);
    memory.limit = 1 << 20;
    ck_assert_ptr_nonnull(jsb__stored_alloc(&stored, &memory, 100));
    jsb__stored_release(&stored);
    ck_assert_ptr_null(stored.data);
    jsb__memory_drop(&memory);
}
END_TEST

START_TEST(store_no_room)
{
    struct rlimit limit = {1000, RLIM_INFINITY};
    struct jsb__code_store *store = store_new();
    ck_assert_int_eq(setrlimit(RLIMIT_FSIZE, &limit), 0);
    ck_assert_int_eq(store_put(store, 1, 500), 1);
    ck_assert_int_eq(store_put(store, 2, 2000), 0); /* a signal would end this process */
    ck_assert_int_eq(store_put(store, 3, 500), 0);
    ck_assert_int_eq(store_told_times, 1);
    ck_assert_int_eq(store_told_kind, JSB_CODE_CACHE_UNUSABLE);
    ck_assert_ptr_nonnull(strstr(store_told, "File too large"));
    ck_assert_uint_eq(store_found(store, 1), 500);
    ck_assert_uint_eq(files_in_folder(), 1);
    jsb__code_store_free(store);
}
END_TEST

START_TEST(store_no_folder)
{
    char why[JSB__CODE_WHY_SIZE];
    struct jsb__code_store *store;
    snprintf(store_folder, sizeof(store_folder), "%s/file", store_base);
    ck_assert_int_eq(close(open(store_folder, O_CREAT | O_WRONLY, 0600)), 0);
    strcat(store_folder, "/below");
    store = store_new();
    ck_assert_uint_eq(store_found(store, 1), 0);
    store_put(store, 1, 10);
    ck_assert_int_eq(store_told_times, 1);
    ck_assert_int_eq(store_told_kind, JSB_CODE_CACHE_NO_FOLDER);
    jsb__code_store_free(store);
    store = store_new();
    ck_assert(!jsb__code_store_prepare(store, why) && !jsb__code_store_prepare(store, why));
    ck_assert_str_eq(why, "Not a directory");
    jsb__code_store_free(store);
}
END_TEST

START_TEST(store_without_a_name)
{
    struct jsb_options opt = store_options;
    char space[PATH_MAX], why[JSB__CODE_WHY_SIZE];
    struct jsb__code_store *store;
    struct jsb_vm *vm;
    ck_assert_int_eq(chdir(store_base), 0);
    strcpy(store_folder, store_base);
    store = jsb__code_store_new("", &store_options, space);
    ck_assert_int_eq(store_told_kind, JSB_CODE_CACHE_UNUSABLE);
    ck_assert_str_eq(store_told, "the name of the code cache's folder is empty");
    ck_assert_int_eq(jsb__code_store_prepare(store, why), 0);
    ck_assert_str_eq(why, store_told);
    ck_assert_uint_eq(store_found(store, 1), 0);
    store_put(store, 1, 10);
    jsb__code_store_free(store);
    ck_assert_int_eq(close(open("a.js", O_CREAT | O_WRONLY, 0600)), 0);
    opt.code_cache = "";
    ck_assert_int_eq(jsb_create(&opt, &vm), JSB_OK);
    ck_assert_int_eq(jsb_run_script(vm, "a.js"), JSB_OK);
    jsb_destroy(vm);
    ck_assert_int_eq(store_told_times, 2);
    ck_assert_uint_eq(files_in_folder(), 1);
}
END_TEST

/* ------------------------------------------------------------------------- the bound */

START_TEST(store_bound)
{
    struct jsb__code_store *store;
    store_options.code_cache_limit = 32 * 4096;
    store = store_new();
    store_put(store, 1000, 100 << 10);
    age(store_entry_path(1000), 2000);
    store_put(store, 1001, 200 << 10); /* larger than all of it */
    ck_assert_uint_eq(store_found(store, 1001), 0);
    for (unsigned i = 0; i < 100; i++) {
        store_put(store, i, 4096);
        ck_assert_uint_le(files_in_folder(), 32);
        ck_assert_uint_eq(store_found(store, i), 4096);
        age(store_entry_path(i), (time_t)(1000 - i)); /* no clock has to tick */
    }
    ck_assert_uint_eq(store_found(store, 1000), 0);
    ck_assert_uint_eq(store_found(store, 50), 0);
    for (unsigned i = 70; i < 100; i++)
        ck_assert_uint_eq(store_found(store, i), 4096);
    jsb__code_store_free(store);
}
END_TEST

/* What is used is kept, whatever its age. */
START_TEST(store_last_use)
{
    struct jsb__code_store *store;
    store_options.code_cache_limit = 8 * 4096;
    store = store_new();
    for (unsigned i = 0; i < 6; i++) {
        store_put(store, i, 100);
        age(store_entry_path(i), (time_t)(100 - i) * 24 * 3600);
    }
    ck_assert_uint_eq(store_found(store, 0), 100);
    for (unsigned i = 6; i < 11; i++)
        store_put(store, i, 100);
    ck_assert_uint_eq(store_found(store, 0), 100);
    ck_assert_uint_eq(store_found(store, 1), 0);
    ck_assert_uint_le(files_in_folder(), 8);
    jsb__code_store_free(store);
}
END_TEST

static void touch_file(const char *name, time_t seconds)
{
    const char *path = store_path(name);
    ck_assert_int_eq(close(open(path, O_CREAT | O_WRONLY, 0600)), 0);
    age(path, seconds);
}

/* Temporary files of the dead go, those of the living and files of others stay. */
START_TEST(store_stale_files)
{
    struct jsb__code_store *store;
    store_options.code_cache_limit = 8192;
    store = store_new();
    store_put(store, 1, 10);
    touch_file(".tmp-0123456789abcdef-1", 7200);
    touch_file(".tmp-0123456789abcdef-2", 60);
    touch_file("notes.txt", 7200);
    touch_file(".tmp-notes", 7200);
    store_put(store, 2, 10);
    ck_assert_uint_eq(files_in_folder(), 4);
    jsb__code_store_free(store);
}
END_TEST

/* Of many short processes, each of which writes little, some look after the bound. */
START_TEST(store_bound_of_many)
{
    struct jsb__code_store *store;
    unsigned most = 0;
    store_options.code_cache_limit = 320 * 4096; /* a step is 10 entries */
    for (unsigned i = 0; i < 1000; i++) {
        int status;
        pid_t child = fork();
        if (child == 0) {
            store = store_new();
            store_put(store, i, 4096);
            _exit(0);
        }
        ck_assert_int_eq(waitpid(child, &status, 0), child);
        if (i % 50 == 49 && files_in_folder() > most)
            most = files_in_folder();
    }
    ck_assert_uint_ge(most, 300);
    ck_assert_uint_le(most, 320 + 150); /* chance: one in ten looks */
}
END_TEST

/* ------------------------------------------------------------------------- many at once */

/* Each child reads and writes the same few entries: what it finds is always whole. */
static void hammer(void)
{
    struct jsb__code_store *store = store_new();
    for (unsigned i = 0; i < 40; i++) {
        unsigned number = i % 3;
        size_t size = 20000 + number * 20000, is = store_found(store, number);
        if (is != 0 && is != size)
            _exit(1);
        store_put(store, number, size);
    }
    _exit(store_told_times != 0);
}

START_TEST(store_hundred_processes)
{
    for (int i = 0; i < 100; i++)
        if (fork() == 0)
            hammer();
    for (int i = 0; i < 100; i++) {
        int status;
        ck_assert_int_gt(wait(&status), 0);
        ck_assert_int_eq(status, 0);
    }
    ck_assert_uint_eq(files_in_folder(), 3);
}
END_TEST

/* ------------------------------------------------------------------------- on request */

START_TEST(folder_count_and_clear)
{
    struct jsb_code_cache_stats stats;
    struct jsb_error err;
    uint64_t removed;
    struct jsb__code_store *store = store_new();
    ck_assert_int_eq(jsb_code_cache_count(store_folder, &stats, &err), JSB_OK);
    ck_assert_uint_eq(stats.entries, 0);
    ck_assert_int_eq(jsb_code_cache_clear(store_folder, &removed, &err), JSB_OK);
    store_put(store, 1, 10);
    store_put(store, 2, STORE_LARGE);
    age(store_entry_path(2), 5000);
    touch_file("notes.txt", 0);
    touch_file(".tmp-0123456789abcdef-1", 0);
    ck_assert_int_eq(jsb_code_cache_count(store_folder, &stats, &err), JSB_OK);
    ck_assert_uint_eq(stats.entries, 2);
    ck_assert_uint_ge(stats.bytes, 4096 + 10 * 4096);
    ck_assert_uint_lt(stats.bytes, JSB__PACK_LIST); /* most of the list is a hole */
    ck_assert_int_le(llabs((long long)(time(NULL) - 5000 - stats.oldest_use)), 5);
    ck_assert_int_eq(jsb_code_cache_clear(store_folder, &removed, &err), JSB_OK);
    ck_assert_uint_eq(removed, 2);
    ck_assert_uint_eq(files_in_folder(), 1);
    ck_assert_uint_eq(store_found(store, 1), 0);
    ck_assert_int_eq(chmod(store_folder, 0777), 0);
    ck_assert_int_eq(jsb_code_cache_clear(store_folder, &removed, &err), JSB_E_OWNER);
    ck_assert_str_eq(err.file, store_folder);
    ck_assert_int_eq(jsb_code_cache_count("/dev/null", &stats, &err), JSB_E_IO);
    jsb__code_store_free(store);
}
END_TEST

/* ------------------------------------------------------------------------- other machines */

static struct jsb_code_event seen[4];
static char seen_keys[4][JSB_CODE_KEY_SIZE], seen_programs[4][JSB_CODE_KEY_SIZE];
static int seen_count, has_more;

static void see(const struct jsb_code_event *event)
{
    ck_assert_int_lt(seen_count, 4);
    seen[seen_count] = *event;
    snprintf(seen_keys[seen_count], JSB_CODE_KEY_SIZE, "%s", event->key);
    snprintf(seen_programs[seen_count], JSB_CODE_KEY_SIZE, "%s", event->program);
    ck_assert_str_eq(event->folder, store_folder);
    seen_count++;
}

static int on_missing(void *user, const struct jsb_code_event *event)
{
    ck_assert_ptr_null(user);
    see(event);
    return has_more;
}

static void on_kept(void *user, const struct jsb_code_event *event)
{
    ck_assert_ptr_null(user);
    see(event);
}

START_TEST(store_tells_others)
{
    struct jsb__code_store *store;
    char name[JSB__CODE_NAME_SIZE];
    store_options.on_code_missing = on_missing;
    store_options.on_code_kept = on_kept;
    store = store_new();
    seen_count = has_more = 0;
    ck_assert_uint_eq(store_found(store, 1), 0);
    ck_assert_uint_eq(store_found(store, 2), 0);
    ck_assert_int_eq(seen_count, 0);
    ck_assert_int_eq(jsb__code_store_ask(store, store_key(2), 77), 0);
    has_more = 5;
    ck_assert_int_eq(jsb__code_store_ask(store, store_key(3), 78), 1);
    store_put(store, 3, 100);
    jsb__code_store_tell(store, store_key(3), 78);
    ck_assert_int_eq(seen_count, 3);
    for (int i = 0; i < 3; i++) {
        jsb__code_name(store_key(i == 0 ? 2 : 3), name);
        ck_assert_int_eq(strncmp(seen_keys[i], name, JSB_CODE_KEY_SIZE - 1), 0);
        ck_assert_uint_eq(strlen(seen_keys[i]), JSB_CODE_KEY_SIZE - 1);
        jsb__code_name(store_key(1), name);
        ck_assert_int_eq(strncmp(seen_programs[i], name, JSB_CODE_KEY_SIZE - 1), 0);
        ck_assert_uint_eq(seen[i].source_len, i == 0 ? 77 : 78);
    }
    /* A folder that is of no use is not filled by others either. */
    jsb__code_store_free(store);
    ck_assert_int_eq(chmod(store_folder, 0777), 0);
    store = store_new();
    ck_assert_int_eq(jsb__code_store_ask(store, store_key(4), 1), 0);
    ck_assert_int_eq(store_put(store, 4, 100), 0);
    ck_assert_int_eq(seen_count, 3);
    jsb__code_store_free(store);
    store_options.on_code_missing = NULL;
    store_options.on_code_kept = NULL;
}
END_TEST

/* An entry as a program makes it, in a folder of its own. */
static void run_cached(uint64_t limit)
{
    char path[160];
    struct jsb_options opt = {
        .code_cache = store_folder, .code_cache_limit = limit, .on_code_kept = on_kept};
    struct jsb_vm *vm;
    seen_count = 0;
    snprintf(path, sizeof(path), "%s/x.js", store_base);
    FILE *out = fopen(path, "w");
    fputs("var a = function () { return 'text'; };\n", out);
    fclose(out);
    ck_assert_int_eq(jsb_create(&opt, &vm), JSB_OK);
    ck_assert_int_eq(jsb_run_script(vm, path), JSB_OK);
    jsb_destroy(vm);
}

static void make_entry(char key[JSB_CODE_KEY_SIZE])
{
    run_cached(0);
    ck_assert_int_eq(seen_count, 1);
    memcpy(key, seen_keys[0], JSB_CODE_KEY_SIZE);
}

START_TEST(folder_read_and_add)
{
    char key[JSB_CODE_KEY_SIZE], added[JSB_CODE_KEY_SIZE], other[128];
    struct jsb_error err;
    char *data;
    void *again;
    size_t len, len2;
    make_entry(key);
    ck_assert_int_eq(jsb_code_cache_read(store_folder, key, (void **)&data, &len, &err), JSB_OK);
    snprintf(other, sizeof(other), "%s/other", store_base);
    for (int i = 0; i < 2; i++) { /* again changes nothing */
        ck_assert_int_eq(jsb_code_cache_add(other, 0, data, len, added, &err), JSB_OK);
        ck_assert_str_eq(added, key);
    }
    ck_assert_int_eq(jsb_code_cache_read(other, key, &again, &len2, NULL), JSB_OK);
    ck_assert_uint_eq(len2, len);
    ck_assert_mem_eq(again, data, len);
    jsb_free_code_cache(again);
    /* Each byte counts. */
    for (size_t i = 0; i < len; i++) {
        data[i] ^= 4;
        ck_assert_int_eq(jsb_code_cache_add(other, 0, data, len, added, &err), JSB_E_INVALID);
        ck_assert_str_eq(added, "");
        data[i] ^= 4;
    }
    for (size_t i = 0; i < len; i++)
        ck_assert_int_eq(jsb_code_cache_add(other, 0, data, i, added, &err), JSB_E_INVALID);
    ck_assert_int_eq(jsb_code_cache_add("/proc/none", 0, data, len, added, &err), JSB_E_IO);
    ck_assert_ptr_nonnull(strstr(err.message, "/proc/none"));
    jsb_free_code_cache(data);
    ck_assert_int_eq(jsb_code_cache_read("/proc/none", key, &again, &len2, &err), JSB_E_INVALID);
    key[0] ^= 1;
    ck_assert_int_eq(jsb_code_cache_read(store_folder, key, &again, &len2, &err), JSB_E_INVALID);
    ck_assert_int_eq(jsb_code_cache_read(store_folder, "../x", &again, &len2, &err), JSB_E_INVALID);
    ck_assert_ptr_null(again);
    ck_assert_uint_eq(len2, 0);
}
END_TEST

/* Others are told of what is there, not of what could not be kept. */
START_TEST(store_tells_what_it_has)
{
    run_cached(4095);
    ck_assert_int_eq(seen_count, 0);
    run_cached(8192);
    ck_assert_int_eq(seen_count, 1);
    run_cached(8192);
    ck_assert_int_eq(seen_count, 0);
}
END_TEST

/* It is there, or there is an error, and a mere warning is none. */
START_TEST(folder_add_is_honest)
{
    char key[JSB_CODE_KEY_SIZE], added[JSB_CODE_KEY_SIZE];
    struct jsb_error err;
    void *data, *again;
    size_t len;
    make_entry(key);
    ck_assert_int_eq(jsb_code_cache_read(store_folder, key, &data, &len, &err), JSB_OK);
    ck_assert_int_eq(unlink(store_pack_path()), 0);
    ck_assert_int_eq(jsb_code_cache_add(store_folder, 4095, data, len, added, &err), JSB_E_IO);
    ck_assert_ptr_nonnull(strstr(err.message, store_folder));
    ck_assert_ptr_nonnull(strstr(err.message, ": raise the limit"));
    ck_assert_int_eq(close(open(store_pack_path(), O_CREAT | O_WRONLY, 0600)), 0);
    ck_assert_int_eq(chmod(store_pack_path(), 0666), 0);
    ck_assert_int_eq(jsb_code_cache_add(store_folder, 0, data, len, added, &err), JSB_OK);
    ck_assert_str_eq(added, key);
    ck_assert_int_eq(jsb_code_cache_read(store_folder, key, &again, &len, &err), JSB_OK);
    jsb_free_code_cache(again);
    jsb_free_code_cache(data);
}
END_TEST

START_TEST(folder_default)
{
    char path[64], small[8];
    setenv("XDG_CACHE_HOME", "/x", 1);
    setenv("HOME", "/h", 1);
    ck_assert_int_eq(jsb_code_cache_folder(path, sizeof(path)), JSB_OK);
    ck_assert_str_eq(path, "/x/jsboot/code");
    setenv("XDG_CACHE_HOME", "relative", 1);
    ck_assert_int_eq(jsb_code_cache_folder(path, sizeof(path)), JSB_OK);
    ck_assert_str_eq(path, "/h/.cache/jsboot/code");
    ck_assert_int_eq(jsb_code_cache_folder(small, sizeof(small)), JSB_E_INVALID);
    ck_assert_str_eq(small, "");
    unsetenv("HOME");
    ck_assert_int_eq(jsb_code_cache_folder(path, sizeof(path)), JSB_E_INVALID);
}
END_TEST

Suite *suite_code_store(void)
{
    const TTest *const core[] = {store_round_trip, store_is_private, store_outlives_file,
                                 store_relative_folder, store_closed_descriptor};
    const TTest *const trust[] = {store_unsafe_folder, store_unsafe_entry, store_other_owner,
                                  store_odd_files};
    const TTest *const failures[] = {store_no_room, store_no_folder, store_without_a_name,
                                     stored_without_memory};
    const TTest *const bound[] = {store_bound, store_last_use, store_stale_files,
                                  store_bound_of_many, store_hundred_processes};
    const TTest *const request[] = {folder_count_and_clear, folder_default};
    const TTest *const others[] = {store_tells_others, store_tells_what_it_has, folder_read_and_add,
                                   folder_add_is_honest};
    Suite *suite = suite_create("code_store");
    unit_fixture(store_setup, store_teardown);
    UNIT_CASE(suite, "Core", core);
    UNIT_CASE(suite, "Trust", trust);
    UNIT_CASE(suite, "Errors", failures);
    UNIT_CASE(suite, "Limits", bound);
    UNIT_CASE(suite, "Requests", request);
    UNIT_CASE(suite, "Other machines", others);
    unit_fixture(NULL, NULL);
    return suite;
}
