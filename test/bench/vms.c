/* SPDX-License-Identifier: MIT
 * vms.c - many VMs of one blob in one process: what a boot costs where the image was written
 * for, what it costs when it is moved because that place is taken, and how many VMs several
 * threads boot, use and destroy a second.
 *
 *   vms ROUNDS BLOB...
 *
 * Times of VMs are medians. */
#include <jsboot.h>
#include <snapshot.h>

#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

enum { THREADS_MAX = 64 };

struct job {
    struct snap_blob *blob;
    int rounds;
};

static double now_us(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec * 1e6 + (double)t.tv_nsec / 1e3;
}

static void must(int ok, const char *what)
{
    if (ok)
        return;
    fprintf(stderr, "vms: %s failed\n", what);
    exit(1);
}

static struct jsb_vm *boot(struct snap_blob *blob)
{
    static _Thread_local struct jsb_error err;
    struct jsb_vm *vm;
    must(snap_boot(blob, NULL, &vm, &err) == JSB_OK, err.message);
    return vm;
}

static void use(struct jsb_vm *vm)
{
    must(jsb_eval(vm, "1 + 1", 5, NULL) == JSB_OK, "a script");
}

static int ascending(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

/* Microseconds until a VM is there. */
static double boot_time(struct snap_blob *blob, int rounds)
{
    double *times = calloc((size_t)rounds, sizeof(*times)), median;
    must(times != NULL, "malloc");
    for (int i = 0; i < rounds; i++) {
        double start = now_us();
        struct jsb_vm *vm = boot(blob);
        times[i] = now_us() - start;
        use(vm);
        jsb_destroy(vm);
    }
    qsort(times, (size_t)rounds, sizeof(*times), ascending);
    median = times[rounds / 2];
    free(times);
    return median;
}

static void *run_rounds(void *arg)
{
    const struct job *job = arg;
    for (int i = 0; i < job->rounds; i++) {
        struct jsb_vm *vm = boot(job->blob);
        use(vm);
        jsb_destroy(vm);
    }
    return NULL;
}

/* VMs a second. */
static double thread_rate(struct snap_blob *blob, int rounds, int count)
{
    struct job job = {blob, rounds};
    pthread_t threads[THREADS_MAX];
    double start = now_us();
    for (int i = 0; i < count; i++)
        must(pthread_create(&threads[i], NULL, run_rounds, &job) == 0, "a thread");
    for (int i = 0; i < count; i++)
        pthread_join(threads[i], NULL);
    return count * rounds / (now_us() - start) * 1e6;
}

static void measure(const char *path, int rounds)
{
    static struct jsb_error err;
    int threads = (int)sysconf(_SC_NPROCESSORS_ONLN);
    const char *slash = strrchr(path, '/');
    struct snap_blob *blob;
    struct snap_info info;
    struct jsb_vm *keeper;
    double in_place, moved, one, all;
    must(snap_open(path, &blob, &err) == JSB_OK, path);
    snap_get_info(blob, &info);
    threads = threads > THREADS_MAX ? THREADS_MAX : threads;
    in_place = boot_time(blob, rounds);
    keeper = boot(blob); /* from here on the place is taken */
    moved = boot_time(blob, rounds);
    one = thread_rate(blob, rounds, 1);
    all = thread_rate(blob, rounds, threads);
    printf("%-14s %8.2f %10llu %10.1f %10.1f %10.0f %10.0f\n", slash ? slash + 1 : path,
           (double)info.image_len / 1e6, (unsigned long long)info.relocation_count, in_place, moved,
           one, all);
    jsb_destroy(keeper);
    snap_close(blob);
}

int main(int argc, char **argv)
{
    int rounds = argc > 2 ? (int)strtol(argv[1], NULL, 10) : 0;
    if (rounds < 1)
        return fprintf(stderr, "usage: vms ROUNDS BLOB...\n"), 9;
    printf("%-14s %8s %10s %10s %10s %10s %10s\n", "VMs of", "MB", "pointers", "boot us",
           "moved us", "VMs/s", "all cores");
    for (int i = 2; i < argc; i++)
        measure(argv[i], rounds);
    return 0;
}
