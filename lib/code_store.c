/* SPDX-License-Identifier: MIT
 * code_store.c - entries of the code cache by their keys, in a folder.
 *
 * Small entries share a file, see code_pack.c.  A file of one entry gets its name when it is
 * whole, so that any number of processes share the folder without a lock.  Nothing is synced: what
 * a power failure has torn fails its checksum.  The bound is looked after by those who write, once
 * for a part of it that was written: which part, chance says for each process, so that short ones
 * together do it as often as a long one. */
#include "code_store.h"

#include "code_pack.h"
#include "jsboot.h"
#include "os.h"
#include "startup.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/random.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

enum {
    READ_MOST = JSB__PACK_MOST, /* beyond it a mapping is cheaper */
    USED_LATELY_S = 24 * 3600,
    FORGETS_ONE_IN = 64, /* processes that find the file of small entries full */
    TEMPORARY_SIZE = 40
};

struct jsb__code_store {
    int fd; /* the folder, -1 if it is not open */
    dev_t device;
    ino_t inode;
    int is_missing;  /* it was not there, for those who only look */
    int is_unusable; /* it is never to be opened again */
    int is_full;     /* nothing more can be written */
    int has_told;    /* of something that others could have written */
    int has_missed;  /* what was looked for last was not there */
    int is_asked;    /* `program` is there */
    uint8_t program[JSB__CODE_KEY_SIZE];
    unsigned temporaries;
    uint64_t random; /* for what is written, 0 if nothing was yet */
    int64_t now;     /* seconds since 1970, 0 if not asked yet */
    uint64_t limit, until_trim;
    uint64_t largest; /* file that may be written: beyond it a signal would end the process */
    char *why; /* it is unusable, NULL if it is not, or if there was no memory to say it */
    const struct jsb_options *opt;
    struct jsb__pack pack;
    char folder[];
};

/* ------------------------------------------------------------------------- the store */

static struct jsb__code_store *new_store(const char *before, const char *folder,
                                         const struct jsb_options *opt)
{
    size_t len = strlen(before) > 1 ? strlen(before) : 0, size = strlen(folder) + 1;
    struct jsb__code_store *store = jsb__startup_alloc(sizeof(*store) + len + 1 + size);
    if (store == NULL)
        return NULL;
    memset(store, 0, sizeof(*store));
    store->fd = -1;
    store->opt = opt;
    store->limit = opt->code_cache_limit ? opt->code_cache_limit : JSB_CODE_CACHE_LIMIT;
    jsb__pack_init(&store->pack, store->limit);
    /* Not by snprintf(), whose code and stack would take several page faults. */
    memcpy(store->folder, before, len);
    store->folder[len] = '/';
    memcpy(store->folder + len + (folder[0] != '/'), folder, size);
    return store;
}

/* What is wrong is `why`, or said by errno. */
static void set_unusable(struct jsb__code_store *store, const char *why)
{
    const char *text = why[0] != '\0' ? why : strerror(errno);
    size_t size = strlen(text) + 1;
    store->is_unusable = 1;
    store->why = jsb__startup_alloc(size);
    if (store->why != NULL)
        memcpy(store->why, text, size);
}

static const char *reason(const struct jsb__code_store *store)
{
    return store->why != NULL ? store->why : "out of memory";
}

/* The current folder is said by ".": an empty name is a variable that was not set. */
static struct jsb__code_store *no_store(const char *folder, const struct jsb_options *opt)
{
    struct jsb__code_store *store = new_store("", folder, opt);
    if (store == NULL)
        return NULL;
    set_unusable(store, "the name of the code cache's folder is empty");
    if (opt->on_code_cache != NULL)
        opt->on_code_cache(opt->user, JSB_CODE_CACHE_UNUSABLE, reason(store));
    return store;
}

struct jsb__code_store *jsb__code_store_new(const char *folder, const struct jsb_options *opt,
                                            char *space)
{
    if (folder[0] == '\0')
        return no_store(folder, opt);
    if (folder[0] == '/')
        return new_store("", folder, opt);
    return getcwd(space, PATH_MAX) != NULL ? new_store(space, folder, opt) : NULL;
}

/* A program may have closed our descriptor by its number: then it is another file's. */
static int is_still_open(const struct jsb__code_store *store)
{
    struct stat st;
    return store->fd >= 0 && fstat(store->fd, &st) == 0 && st.st_dev == store->device &&
           st.st_ino == store->inode;
}

void jsb__code_store_free(struct jsb__code_store *store)
{
    if (store == NULL)
        return;
    if (is_still_open(store))
        close(store->fd);
    jsb__pack_close(&store->pack);
    jsb__startup_free(store->why);
    jsb__startup_free(store);
}

const char *jsb__code_store_folder(const struct jsb__code_store *store)
{
    return store->folder;
}

/* ------------------------------------------------------------------------- the folder */

static void tell(struct jsb__code_store *store, int kind, const char *name, const char *what)
{
    char text[PATH_MAX + JSB__CODE_WHY_SIZE + 64];
    if (store->opt->on_code_cache == NULL)
        return;
    snprintf(text, sizeof(text), "%s%s%s: %s", store->folder, name[0] ? "/" : "", name, what);
    store->opt->on_code_cache(store->opt->user, kind, text);
}

/* One warning is enough: what is wrong with one entry may be wrong with thousands. */
static void warn(struct jsb__code_store *store, const char *name, const char *why)
{
    if (!store->has_told)
        tell(store, JSB_CODE_CACHE_UNSAFE, name, why);
    store->has_told = 1;
}

static void give_up(struct jsb__code_store *store, const char *why)
{
    int kind = errno == ENOTDIR ? JSB_CODE_CACHE_NO_FOLDER : JSB_CODE_CACHE_UNUSABLE;
    set_unusable(store, why);
    if (why[0] != '\0')
        warn(store, "", why);
    else
        tell(store, kind, "", reason(store));
}

/* Opens it if it is not open; `why` says what is wrong if others could write to it. */
static int open_folder(struct jsb__code_store *store, int make, char *why)
{
    struct stat st;
    why[0] = '\0';
    if (is_still_open(store))
        return 1;
    store->fd = -1;
    if (store->is_unusable || (store->is_missing && !make))
        return 0;
    store->fd = jsb__code_folder_open(store->folder, make, &st, why);
    if (store->fd >= 0) {
        store->device = st.st_dev;
        store->inode = st.st_ino;
        return 1;
    }
    store->is_missing = errno == ENOENT;
    if (make || !store->is_missing)
        give_up(store, why);
    return 0;
}

int jsb__code_store_prepare(struct jsb__code_store *store, char *why)
{
    if (open_folder(store, 1, why))
        return 1;
    snprintf(why, JSB__CODE_WHY_SIZE, "%s", reason(store));
    return 0;
}

/* ------------------------------------------------------------------------- looking */

/* Its checksum reads all of it. */
static int map(int fd, size_t size, struct jsb__stored *out)
{
    void *data = mmap(NULL, size, PROT_READ, MAP_PRIVATE | MAP_POPULATE, fd, 0);
    if (data == MAP_FAILED)
        return 0;
    *out = (struct jsb__stored){.data = data, .size = size, .is_mapped = 1};
    return 1;
}

/* A small entry is read: a mapping would take two system calls and a fault. */
static int take(int fd, size_t size, struct jsb__stored *out)
{
    void *data;
    if (size > READ_MOST)
        return map(fd, size, out);
    data = jsb__stored_alloc(out, NULL, size);
    if (data != NULL && read(fd, data, size) == (ssize_t)size)
        return 1;
    jsb__stored_release(out);
    return 0;
}

/* By a system call: what the C library maps for its clock would cost two page faults. */
static int64_t seconds_now(struct jsb__code_store *store)
{
    struct timespec now = {0};
    if (store->now == 0 && syscall(SYS_clock_gettime, CLOCK_REALTIME_COARSE, &now) == 0)
        store->now = now.tv_sec;
    return store->now;
}

/* Once a day is often enough for an order of last use. */
static void mark_used(struct jsb__code_store *store, int fd, const struct stat *st)
{
    int64_t age = seconds_now(store) - st->st_mtim.tv_sec;
    if (age > USED_LATELY_S || age < -USED_LATELY_S)
        (void)futimens(fd, NULL);
}

static int is_own_file(struct jsb__code_store *store, int fd, const char *name, struct stat *st)
{
    char why[JSB__CODE_WHY_SIZE];
    if (fstat(fd, st) != 0 || !S_ISREG(st->st_mode) || st->st_size <= 0)
        return 0;
    if (jsb__code_is_own(st, why))
        return 1;
    warn(store, name, why);
    return 0;
}

/* In an open folder. */
static int open_pack(struct jsb__code_store *store, int writes, struct stat *st)
{
    char why[JSB__CODE_WHY_SIZE];
    int is_open = jsb__pack_open(&store->pack, store->fd, writes, st, why);
    if (why[0] != '\0')
        warn(store, JSB__PACK_NAME, why);
    return is_open;
}

static int find_in_pack(struct jsb__code_store *store, const uint8_t *key, const struct stat *st,
                        struct jsb__memory *memory, struct jsb__stored *out)
{
    if (!jsb__pack_find(&store->pack, key, memory, out))
        return 0;
    mark_used(store, store->pack.fd, st);
    return 1;
}

/* In an open folder. */
static int find_file(struct jsb__code_store *store, const uint8_t *key, struct jsb__stored *out)
{
    char name[JSB__CODE_NAME_SIZE];
    struct stat st;
    int fd, found;
    jsb__code_name(key, name);
    /* O_NONBLOCK: opening a pipe that nobody writes to would hang. */
    fd = openat(store->fd, name, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);
    if (fd < 0)
        return 0;
    found = is_own_file(store, fd, name, &st) && take(fd, (size_t)st.st_size, out);
    if (found)
        mark_used(store, fd, &st);
    close(fd);
    return found;
}

/* The first that is looked for is the program's main script, as a rule. */
static void note_program(struct jsb__code_store *store, const uint8_t *key)
{
    if (store->is_asked)
        return;
    memcpy(store->program, key, sizeof(store->program));
    store->is_asked = 1;
}

static int find(struct jsb__code_store *store, const uint8_t *key, struct jsb__memory *memory,
                struct jsb__stored *out)
{
    char why[JSB__CODE_WHY_SIZE];
    struct stat st;
    int has_pack = jsb__pack_is_open(&store->pack, 0, &st);
    int is_open = !has_pack && open_folder(store, 0, why);
    note_program(store, key);
    if (is_open)
        has_pack = open_pack(store, 0, &st);
    if (has_pack && find_in_pack(store, key, &st, memory, out))
        return 1;
    return (is_open || open_folder(store, 0, why)) && find_file(store, key, out);
}

int jsb__code_store_find(struct jsb__code_store *store, const uint8_t key[JSB__CODE_KEY_SIZE],
                         struct jsb__memory *memory, struct jsb__stored *out)
{
    int is_found = find(store, key, memory, out);
    store->has_missed = !is_found;
    return is_found;
}

int jsb__code_store_missed(const struct jsb__code_store *store)
{
    return store->has_missed;
}

/* ------------------------------------------------------------------------- keeping */

/* Whoever writes needs a name that nobody else takes, and its share in looking after the bound. */
static void start_writing(struct jsb__code_store *store)
{
    struct rlimit limit;
    if (store->random != 0)
        return;
    store->largest = getrlimit(RLIMIT_FSIZE, &limit) == 0 ? limit.rlim_cur : RLIM_INFINITY;
    if (getrandom(&store->random, sizeof(store->random), GRND_NONBLOCK) < 0 || store->random == 0)
        store->random = (uint64_t)getpid() << 32 | (uint64_t)seconds_now(store);
    store->until_trim = store->random % (JSB__CODE_STEP(store->limit) + 1);
    store->pack.may_forget = store->random % FORGETS_ONE_IN == 0;
}

/* Returns 0 or an errno value. */
static int write_temporary(struct jsb__code_store *store, const char *name, const void *data,
                           size_t size)
{
    int fd = openat(store->fd, name, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600), error;
    if (fd < 0)
        return errno;
    error = jsb__write_fully(fd, data, size);
    if (close(fd) != 0 && error == 0)
        error = errno;
    return error;
}

/* Returns 0 or an errno value. */
static int write_file(struct jsb__code_store *store, const uint8_t *key, const void *data,
                      size_t size)
{
    char temporary[TEMPORARY_SIZE], name[JSB__CODE_NAME_SIZE];
    int error;
    if (size > store->largest)
        return EFBIG;
    jsb__code_name(key, name);
    snprintf(temporary, sizeof(temporary), ".tmp-%016llx-%x", (unsigned long long)store->random,
             store->temporaries++);
    error = write_temporary(store, temporary, data, size);
    if (error == 0 && renameat(store->fd, temporary, store->fd, name) != 0)
        error = errno;
    if (error != 0)
        unlinkat(store->fd, temporary, 0);
    return error;
}

/* One that is full is begun anew now and then: what is asked for again comes back soon. */
static int open_pack_for(struct jsb__code_store *store, size_t size, struct stat *st)
{
    char why[JSB__CODE_WHY_SIZE];
    int is_open = jsb__pack_is_open(&store->pack, 1, st) ||
                  (open_folder(store, 1, why) && open_pack(store, 1, st));
    if (!is_open || !jsb__pack_is_full(&store->pack, st, size))
        return is_open;
    if (!store->pack.may_forget || !open_folder(store, 1, why))
        return 0;
    store->pack.may_forget = 0;
    unlinkat(store->fd, JSB__PACK_NAME, 0);
    return open_pack(store, 1, st);
}

/* Returns 0 or an errno value, JSB__PACK_BY_ITSELF if the folder cannot be used. */
static int write_entry(struct jsb__code_store *store, const uint8_t *key, const void *data,
                       size_t size)
{
    char why[JSB__CODE_WHY_SIZE];
    struct stat st;
    int error = JSB__PACK_BY_ITSELF;
    /* Others may append meanwhile. */
    if (size <= JSB__PACK_MOST && store->largest >= 2 * (uint64_t)JSB__PACK_FILE_MOST &&
        open_pack_for(store, size, &st))
        error = jsb__pack_put(&store->pack, &st, key, data, size, (unsigned)store->random);
    if (error == JSB__PACK_BY_ITSELF && open_folder(store, 1, why))
        error = write_file(store, key, data, size);
    return error;
}

static void look_after_size(struct jsb__code_store *store, size_t size)
{
    uint64_t step = JSB__CODE_STEP(store->limit), written = JSB__CODE_ON_DISK(size);
    char why[JSB__CODE_WHY_SIZE];
    if (written < store->until_trim) {
        store->until_trim -= written;
        return;
    }
    if (open_folder(store, 0, why))
        jsb__code_folder_trim(store->fd, store->limit);
    store->until_trim = step;
}

int jsb__code_store_put(struct jsb__code_store *store, const uint8_t key[JSB__CODE_KEY_SIZE],
                        const void *data, size_t size)
{
    int error;
    if (store->is_full || size == 0 || JSB__CODE_ON_DISK(size) > store->limit)
        return 0;
    start_writing(store);
    error = write_entry(store, key, data, size);
    if (error == 0) {
        look_after_size(store, size);
        return 1;
    }
    store->is_full = 1; /* what has failed once costs this process no more */
    if (error > 0)
        tell(store, JSB_CODE_CACHE_UNUSABLE, "", strerror(error));
    return 0;
}

void jsb__code_store_note(struct jsb__code_store *store, const uint8_t key[JSB__CODE_KEY_SIZE])
{
    struct stat st;
    start_writing(store);
    if (!store->is_full && jsb__pack_is_open(&store->pack, 1, &st) &&
        !jsb__pack_is_full(&store->pack, &st, JSB__PACK_NOTE))
        (void)jsb__pack_put(&store->pack, &st, key, "", JSB__PACK_NOTE, (unsigned)store->random);
}

int jsb__code_store_is_noted(struct jsb__code_store *store, const uint8_t key[JSB__CODE_KEY_SIZE])
{
    struct stat st;
    return jsb__pack_is_open(&store->pack, 0, &st) && jsb__pack_has(&store->pack, key);
}

void jsb__code_store_drop(struct jsb__code_store *store, const uint8_t key[JSB__CODE_KEY_SIZE])
{
    char name[JSB__CODE_NAME_SIZE];
    struct stat st;
    jsb__code_name(key, name);
    if (is_still_open(store))
        unlinkat(store->fd, name, 0);
    if (jsb__pack_is_open(&store->pack, 1, &st))
        jsb__pack_drop(&store->pack, key);
}

/* ------------------------------------------------------------------------- other machines */

struct names {
    char key[JSB_CODE_KEY_SIZE], program[JSB_CODE_KEY_SIZE];
};

static struct jsb_code_event event_of(const struct jsb__code_store *store, const uint8_t *key,
                                      uint64_t source_len, struct names *names)
{
    jsb__code_digits(key, names->key);
    jsb__code_digits(store->program, names->program);
    return (struct jsb_code_event){names->key, names->program, store->folder, source_len};
}

int jsb__code_store_ask(struct jsb__code_store *store, const uint8_t key[JSB__CODE_KEY_SIZE],
                        uint64_t source_len)
{
    char why[JSB__CODE_WHY_SIZE];
    struct names names;
    struct jsb_code_event event;
    if (store->opt->on_code_missing == NULL || store->is_full || !open_folder(store, 1, why))
        return 0;
    event = event_of(store, key, source_len, &names);
    return store->opt->on_code_missing(store->opt->user, &event) != 0;
}

void jsb__code_store_tell(const struct jsb__code_store *store,
                          const uint8_t key[JSB__CODE_KEY_SIZE], uint64_t source_len)
{
    struct names names;
    struct jsb_code_event event;
    if (store->opt->on_code_kept == NULL)
        return;
    event = event_of(store, key, source_len, &names);
    store->opt->on_code_kept(store->opt->user, &event);
}
