/* SPDX-License-Identifier: MIT
 * check_os.c - reading files and mapping memory at an address. */
#include "unit.h"

#include "../../lib/os.h"
#include "../../lib/os_pages.h"
#include "../../lib/startup.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

static char *read_ok(const char *path, size_t *len)
{
    struct jsb_error err;
    char *data;
    int rc = jsb__read_file(path, &data, len, &err);
    ck_assert_msg(rc == JSB_OK, "%s", rc ? err.message : "");
    ck_assert_int_eq(data[*len], '\0');
    return data;
}

/* ----------------------------------------------------------------------- Core */

START_TEST(os_reads_files)
{
    static const size_t sizes[] = {0, 1, 2, 3, 4095, 4096, 65535, 65536, 65537, 1000000};
    static char bytes[1000000];
    const char *path = unit_path("file");
    for (size_t i = 0; i < sizeof(bytes); i++)
        bytes[i] = (char)(i * 31);
    for (size_t i = 0; i < sizeof(sizes) / sizeof(sizes[0]); i++) {
        size_t len = 99;
        char *data;
        unit_write(path, bytes, sizes[i]);
        data = read_ok(path, &len);
        ck_assert_uint_eq(len, sizes[i]);
        ck_assert_mem_eq(data, bytes, len);
        jsb__startup_free(data);
    }
}
END_TEST

/* A writer that is slow makes short reads. */
static int write_slowly(int fd)
{
    for (int i = 0; i < 20; i++) {
        if (write(fd, "0123456789", 10) != 10)
            return 1;
        usleep(1000);
    }
    return 0;
}

static void stdin_from_pipe(void)
{
    int ends[2];
    ck_assert_int_eq(pipe(ends), 0);
    if (fork() == 0)
        _exit(write_slowly(ends[1]));
    close(ends[1]);
    dup2(ends[0], STDIN_FILENO);
    close(ends[0]);
}

START_TEST(os_reads_pipes)
{
    static const char *const names[] = {"-", "/dev/stdin"};
    for (int i = 0; i < 2; i++) {
        size_t len;
        char *data;
        stdin_from_pipe();
        data = read_ok(names[i], &len);
        ck_assert_uint_eq(len, 200);
        ck_assert_int_eq(strncmp(data + 190, "0123456789", 11), 0);
        jsb__startup_free(data);
    }
}
END_TEST

/* Files of /proc say that they have no bytes. */
START_TEST(os_reads_files_without_a_size)
{
    size_t len;
    char *data = read_ok("/proc/self/maps", &len);
    ck_assert_uint_gt(len, 100);
    jsb__startup_free(data);
}
END_TEST

START_TEST(os_opens_and_reads_at)
{
    struct jsb_error err;
    struct jsb__file file;
    const char *path = unit_path("file");
    char part[4] = {0};
    unit_write(path, "0123456789", 10);
    ck_assert_int_eq(jsb__open_file(path, &file, &err), JSB_OK);
    ck_assert_uint_eq(file.size, 10);
    ck_assert_int_eq(jsb__read_at(&file, path, part, 3, 4, &err), JSB_OK);
    ck_assert_str_eq(part, "456");
    ck_assert_int_eq(jsb__read_at(&file, path, part, 3, 8, &err), JSB_E_IO); /* ends too early */
    ck_assert_int_eq(fcntl(file.fd, F_GETFD) & FD_CLOEXEC, FD_CLOEXEC);
    jsb__close_file(&file);
    ck_assert_int_eq(file.fd, -1);
    jsb__close_file(&file);
}
END_TEST

/* An address that nothing is at, as far as one can know. */
static char *free_address(size_t len)
{
    void *p = mmap(NULL, len, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    ck_assert_ptr_ne(p, MAP_FAILED);
    munmap(p, len);
    return p;
}

/* Each test is a process of its own. */
START_TEST(os_leaves_closed_streams_alone)
{
    struct jsb__file file, second;
    const char *path = unit_path("file");
    unit_write(path, "x", 1);
    ck_assert_int_eq(close(STDIN_FILENO), 0);
    ck_assert_int_eq(jsb__open_file(path, &file, NULL), JSB_OK);
    ck_assert_int_ge(file.fd, JSB__ABOVE_STREAMS);
    ck_assert_int_eq(jsb__share_file(&file, path, &second, NULL), JSB_OK);
    ck_assert_int_ge(second.fd, JSB__ABOVE_STREAMS);
    ck_assert_int_eq(fcntl(second.fd, F_GETFD), FD_CLOEXEC);
    ck_assert_int_eq(open(path, O_RDONLY), STDIN_FILENO);
    ck_assert_int_eq(jsb__raise_descriptor(second.fd, JSB__ABOVE_STREAMS), second.fd);
    ck_assert_int_eq(jsb__raise_descriptor(-1, JSB__ABOVE_STREAMS), -1);
    jsb__close_file(&second);
    jsb__close_file(&file);
}
END_TEST

START_TEST(os_maps_at_an_address)
{
    char *wanted = free_address(8192);
    char *got = jsb__map(wanted, 8192, -1, 0);
    ck_assert_ptr_eq(got, wanted);
    ck_assert_int_eq(got[0] + got[8191], 0);
    got[5000] = 1;
    jsb__unmap(got, 8192);
    jsb__unmap(NULL, 8192);
}
END_TEST

/* Not at address 0, which the kernel gives to root. */
START_TEST(os_maps_anywhere)
{
    char *got = jsb__map(NULL, 8192, -1, 0);
    ck_assert_ptr_nonnull(got);
    ck_assert_int_eq(got[0] + got[8191], 0);
    jsb__unmap(got, 8192);
}
END_TEST

START_TEST(os_maps_files_privately)
{
    const char *path = unit_path("file");
    char *got, text[16];
    int fd;
    unit_write(path, "0123456789", 10);
    fd = open(path, O_RDONLY);
    got = jsb__map(free_address(4096), 10, fd, 0);
    close(fd);
    ck_assert_ptr_nonnull(got);
    ck_assert_mem_eq(got, "0123456789", 10);
    got[0] = 'x';
    jsb__unmap(got, 10);
    ck_assert_uint_eq(unit_read(path, text, sizeof(text)), 10);
    ck_assert_str_eq(text, "0123456789");
}
END_TEST

/* --------------------------------------------------------------------- Limits */

static uint8_t *written_pages(const char *start, size_t len, int *rc)
{
    static uint8_t bitmap[64];
    memset(bitmap, 0, sizeof(bitmap));
    *rc = jsb__written_pages(start, len, bitmap);
    return bitmap;
}

START_TEST(os_tells_what_was_written)
{
    enum { PAGES = 40, LEN = PAGES * JSB__PAGE };
    size_t own = (size_t)sysconf(_SC_PAGESIZE);
    static char bytes[LEN];
    const char *path = unit_path("file");
    int fd, rc;
    char *p;
    unit_write(path, bytes, sizeof(bytes));
    fd = open(path, O_RDONLY);
    p = jsb__map(free_address(65536 * 4), LEN, fd, 0);
    ck_assert_ptr_nonnull(p);
    for (size_t page = 0; page < PAGES; page += 2) /* some are read, some untouched */
        ck_assert_int_eq(*(volatile char *)(p + page * JSB__PAGE), 0);
    p[own] = p[own * 2 + 7] = p[LEN - 1] = 1;
    for (size_t page = 0; page < PAGES; page++) {
        size_t of_machine = page * JSB__PAGE / own;
        int expected = of_machine == 1 || of_machine == 2 || of_machine == (LEN - 1) / own;
        uint8_t *bitmap = written_pages(p, LEN, &rc);
        ck_assert_int_eq(rc, 0);
        UNIT_ASSERT((bitmap[page / 8] >> page % 8 & 1) == expected, "page %zu", page);
    }
    written_pages(p + own, LEN - own, &rc); /* its first page was written to */
    ck_assert_int_eq(rc, -1);
    jsb__unmap(p, LEN);
    close(fd);
}
END_TEST

START_TEST(os_tells_of_files_only)
{
    char *p = jsb__map(free_address(65536 * 4), 65536, -1, 0);
    int rc;
    written_pages(p, 65536, &rc); /* nothing there, or a page of zeros */
    ck_assert_int_eq(rc, -1);
    p[0] = 1;
    written_pages(p, 65536, &rc);
    ck_assert_int_eq(rc, -1);
    jsb__unmap(p, 65536);
}
END_TEST

START_TEST(os_makes_pages)
{
    enum { PAGES = 16 };
    size_t own = (size_t)sysconf(_SC_PAGESIZE), len = PAGES * own;
    char *p = jsb__map(free_address(len), len, -1, 0);
    unsigned char there[PAGES];
    errno = EPERM;
    if (jsb__make_pages(p + own, len - 2 * own) == 0) { /* since Linux 5.14 */
        ck_assert_int_eq(mincore(p, len, there), 0);
        for (int page = 0; page < PAGES; page++)
            UNIT_ASSERT((there[page] & 1) == (page > 0 && page < PAGES - 1), "page %d", page);
    }
    ck_assert_int_eq(jsb__make_pages(p + 1, own), -1);
    ck_assert_int_eq(errno, EPERM);
    jsb__unmap(p, len);
}
END_TEST

START_TEST(os_maps_a_huge_page)
{
    char *first = jsb__map_huge_page(), *p;
    char *between = jsb__map(NULL, 4096, -1, 0); /* so that what follows is not aligned */
    if (first == NULL)
        return; /* not built in */
    p = jsb__map_huge_page();
    errno = EPERM;
    ck_assert_uint_eq((uintptr_t)first % JSB__HUGE_PAGE + (uintptr_t)p % JSB__HUGE_PAGE, 0);
    ck_assert_int_eq(jsb__has_memory(p), 0);
    p[1] = 1;
    ck_assert_int_eq(jsb__has_memory(p), 1);
    memset(p, 1, JSB__HUGE_PAGE);
    ck_assert_int_eq(jsb__has_memory(p + JSB__HUGE_PAGE - JSB__PAGE), 1);
    jsb__unmap(p, JSB__HUGE_PAGE);
    ck_assert_int_eq(jsb__has_memory(p), 0);
    ck_assert_int_eq(errno, EPERM);
    jsb__unmap(between, 4096);
    jsb__unmap(first, JSB__HUGE_PAGE);
}
END_TEST

START_TEST(os_maps_elsewhere_if_taken)
{
    char *taken = jsb__map(free_address(5 * 4096) + 4096, 3 * 4096, -1, 0);
    char *got;
    taken[4096] = 'k';
    for (int page = -1; page <= 2; page++) { /* also where the ranges overlap in part */
        got = jsb__map(taken + page * 4096, 2 * 4096, -1, 0);
        ck_assert_ptr_nonnull(got);
        ck_assert(got + 2 * 4096 <= taken || got >= taken + 3 * 4096);
        memset(got, 1, 2 * 4096);
        jsb__unmap(got, 2 * 4096);
    }
    ck_assert_int_eq(taken[4096], 'k');
    jsb__unmap(taken, 3 * 4096);
}
END_TEST

/* More than memory can hold: an error, of the kind that says so. */
START_TEST(os_files_too_large)
{
    struct jsb_error err;
    const char *path = unit_path("sparse");
    char *data;
    size_t len;
    int rc;
    unit_write(path, "", 0);
    if (truncate(path, (off_t)1 << 43) != 0)
        return; /* not every file system has such files */
    rc = jsb__read_file(path, &data, &len, &err);
    ck_assert_int_eq(unlink(path), 0);
    ck_assert_msg(rc == JSB_E_NOMEM, "%d %s", rc, err.message);
    ck_assert_ptr_null(data);
}
END_TEST

START_TEST(os_paths_too_long)
{
    struct jsb_error err;
    char path[PATH_MAX + 100];
    size_t len;
    char *data;
    for (size_t i = 0; i < sizeof(path); i++)
        path[i] = i % 2 ? '/' : '.';
    for (size_t cut = PATH_MAX - 20; cut < sizeof(path); cut += 3) {
        path[cut] = '\0';
        if (path[cut - 1] != '/')
            path[cut - 1] = 'x';
        ck_assert_int_eq(jsb__write_file(path, "x", 1, 1, &err), JSB_E_IO);
        ck_assert_int_eq(jsb__read_file(path, &data, &len, &err), JSB_E_IO);
        ck_assert_ptr_null(jsb__temporary_paths[0]);
        memset(path + cut - 1, '.', 2);
    }
}
END_TEST

/* --------------------------------------------------------------------- Errors */

START_TEST(os_reports_what_cannot_be_read)
{
    struct jsb_error err;
    struct jsb__file file;
    char *data = (char *)&err;
    size_t len = 7;
    ck_assert_int_eq(jsb__read_file(unit_path("none"), &data, &len, &err), JSB_E_IO);
    ck_assert_ptr_null(data);
    ck_assert_uint_eq(len, 0);
    ck_assert_ptr_nonnull(strstr(err.message, "No such file"));
    ck_assert_str_eq(err.file, unit_path("none"));
    len = 7;
    ck_assert_int_eq(jsb__read_file(unit_path("."), &data, &len, &err), JSB_E_IO);
    ck_assert_ptr_null(data);
    ck_assert_uint_eq(len, 0);
    ck_assert_ptr_nonnull(strstr(err.message, "directory"));
    ck_assert_int_eq(jsb__open_file(unit_path("none"), &file, &err), JSB_E_IO);
    ck_assert_int_eq(file.fd, -1);
    ck_assert_int_eq(jsb__open_file(unit_path("."), &file, &err), JSB_E_IO);
    ck_assert_int_eq(jsb__open_file("/dev/zero", &file, &err), JSB_E_IO);
    ck_assert_int_eq(file.fd, -1);
    ck_assert_int_eq(jsb__read_file(unit_path("none"), &data, &len, NULL), JSB_E_IO);
}
END_TEST

Suite *suite_os(void)
{
    Suite *suite = suite_create("os");
    const TTest *core[] = {os_reads_files,
                           os_reads_pipes,
                           os_reads_files_without_a_size,
                           os_opens_and_reads_at,
                           os_maps_at_an_address,
                           os_maps_anywhere,
                           os_maps_files_privately,
                           os_tells_what_was_written,
                           os_leaves_closed_streams_alone};
    const TTest *limits[] = {os_maps_elsewhere_if_taken, os_files_too_large, os_paths_too_long};
    const TTest *errors[] = {os_reports_what_cannot_be_read, os_makes_pages, os_maps_a_huge_page,
                             os_tells_of_files_only};
    UNIT_CASE(suite, "Core", core);
    UNIT_CASE(suite, "Limits", limits);
    UNIT_CASE(suite, "Errors", errors);
    return suite;
}
