/* SPDX-License-Identifier: MIT
 * install.c - the life of a VM as an embedding program sees it, in C99 that is also C++:
 * create, evaluate, freeze, save, open, boot twice, evaluate, destroy, and what fails.
 * Compiled against the installed headers by install.sh. */
#include <jsboot.h>
#include <snapshot.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define MUST(condition) must((condition) != 0, #condition, __LINE__)

static struct jsb_error err;

static void must(int condition, const char *text, int line)
{
    if (condition)
        return;
    fprintf(stderr, "install.c:%d: not so: %s\n", line, text);
    fprintf(stderr, "last error: %d %s: %s\n", err.code, err.file, err.message);
    exit(1);
}

static void must_give(struct jsb_vm *vm, const char *source, const char *value)
{
    size_t len;
    int rc = jsb_eval(vm, source, strlen(source), "test.js");
    if (rc != JSB_OK)
        err = *jsb_last_error(vm);
    MUST(rc == JSB_OK);
    MUST(strcmp(jsb_result(vm, &len), value) == 0);
    MUST(len == strlen(value));
}

static void freeze(const char *path)
{
    struct snap_options options;
    struct snap_input input;
    struct jsb_options opt;
    struct jsb_vm *vm;
    void *blob;
    size_t size;
    memset(&opt, 0, sizeof(opt));
    memset(&options, 0, sizeof(options));
    opt.building = 1;
    input.path = "startup.js";
    input.len = 3;
    input.sha256 = "0000000000000000000000000000000000000000000000000000000000000000";
    options.inputs = &input;
    options.input_count = 1;
    options.generator = "install test";
    MUST(jsb_create(&opt, &vm) == JSB_OK);
    must_give(vm, "var n = 40; function next() { return ++n; } next()", "41");
    MUST(snap_create(vm, &options, &blob, &size, &err) == JSB_OK);
    MUST(blob != NULL && size > 4096);
    MUST(snap_save(path, blob, size, &err) == JSB_OK);
    must_give(vm, "next()", "42"); /* the VM goes on */
    snap_free(blob);
    jsb_destroy(vm);
}

static void inspect(const struct snap_blob *blob)
{
    char fingerprint[17];
    struct snap_info info;
    const char *name;
    uint64_t len, count;
    unsigned sections = 0;
    size_t meta_len;
    const char *meta = snap_metadata(blob, &meta_len);
    snap_get_info(blob, &info);
    snap_fingerprint(fingerprint);
    MUST(info.has_runtime == 0 && info.has_main == 0);
    MUST(info.image_len > 0 && info.image_len < info.file_len);
    MUST(strcmp(info.fingerprint, fingerprint) == 0);
    MUST(meta != NULL && meta_len > 0);
    MUST(strstr(meta, "\"generator\":\"install test\"") != NULL);
    while (snap_section(blob, sections, &name, &len, &count))
        sections++;
    MUST(sections == 15);
    MUST(snap_validate(blob, &err) == JSB_OK);
}

/* Two at a time: one of them is not where the image was written for. */
static void boot_twice(struct snap_blob *blob)
{
    struct jsb_vm *first, *second;
    MUST(snap_boot(blob, NULL, &first, &err) == JSB_OK);
    MUST(snap_boot(blob, NULL, &second, &err) == JSB_OK);
    must_give(first, "next()", "42");
    must_give(first, "next()", "43");
    must_give(second, "next()", "42");
    jsb_destroy(first);
    must_give(second,
              "var list = []; for (var i = 0; i < 1000; i++) list.push({ i: i }); list.length",
              "1000");
    MUST(jsb_gc(second) == JSB_OK);
    must_give(second, "next() + list[999].i", "1042");
    MUST(jsb_memory_used(second) > 0);
    MUST(jsb_context(second) != NULL);
    jsb_destroy(second);
}

static void boot_file(const char *path)
{
    struct snap_blob *blob;
    struct jsb_vm *vm;
    MUST(snap_open(path, &blob, &err) == JSB_OK);
    inspect(blob);
    boot_twice(blob);
    MUST(snap_boot(blob, NULL, &vm, &err) == JSB_OK);
    snap_close(blob); /* the VM goes on */
    must_give(vm, "next()", "42");
    MUST(jsb_finish(vm, 3) == 3);
    jsb_destroy(vm);
}

static void boot_memory(const char *path)
{
    FILE *in = fopen(path, "rb");
    struct snap_blob *blob;
    char *data;
    long len;
    MUST(in != NULL && fseek(in, 0, SEEK_END) == 0);
    len = ftell(in);
    rewind(in);
    data = (char *)malloc((size_t)len);
    MUST(data != NULL && fread(data, 1, (size_t)len, in) == (size_t)len);
    fclose(in);
    MUST(snap_open_memory(data, (size_t)len, &blob, &err) == JSB_OK);
    boot_twice(blob);
    snap_close(blob);
    data[4096] ^= 1;
    MUST(snap_open_memory(data, (size_t)len, &blob, &err) == JSB_OK);
    MUST(snap_validate(blob, &err) == JSB_E_CORRUPT);
    MUST(err.code == JSB_E_CORRUPT && err.offset == 4096);
    snap_close(blob);
    MUST(snap_open_memory(data, 100, &blob, &err) == JSB_E_TRUNCATED);
    MUST(blob == NULL);
    free(data);
}

static void boot_runtime(void)
{
    struct jsb_options opt;
    struct snap_blob *blob;
    struct jsb_vm *vm;
    char name[] = "program", word[] = "word";
    char *argv[2];
    memset(&opt, 0, sizeof(opt));
    argv[0] = name;
    argv[1] = word;
    opt.argc = 2;
    opt.argv = argv;
    MUST(snap_open_base(&blob, &err) == JSB_OK);
    MUST(snap_boot(blob, &opt, &vm, &err) == JSB_OK);
    snap_close(blob);
    must_give(vm, "require('path').join('a', '..', process.argv[1])", "word");
    jsb_destroy(vm);
}

static void fail_in_scripts(void)
{
    struct jsb_vm *vm;
    const struct jsb_error *last;
    MUST(jsb_create(NULL, &vm) == JSB_OK);
    MUST(jsb_eval(vm, "\nthrow new TypeError('boom')", 28, "bad.js") == JSB_E_SCRIPT);
    last = jsb_last_error(vm);
    MUST(last->code == JSB_E_SCRIPT && last->line == 2);
    MUST(strcmp(last->file, "bad.js") == 0);
    MUST(strcmp(last->message, "TypeError: boom") == 0);
    MUST(strstr(last->stack, "bad.js:2") != NULL);
    MUST(jsb_eval(vm, "var =", 5, "bad.js") == JSB_E_SYNTAX);
    MUST(jsb_require(vm, "path") == JSB_E_NO_RUNTIME);
    MUST(jsb_run_script(vm, "missing.js") == JSB_E_IO);
    must_give(vm, "1 + 1", "2");
    jsb_destroy(vm);
}

static void fail_in_files(void)
{
    struct snap_blob *blob;
    MUST(snap_open("missing.bin", &blob, &err) == JSB_E_IO);
    MUST(blob == NULL && err.code == JSB_E_IO);
    MUST(strcmp(err.file, "missing.bin") == 0 && err.message[0] != '\0');
    MUST(snap_open("missing.bin", &blob, NULL) == JSB_E_IO);
    MUST(snap_save("missing/folder/x.bin", "x", 1, &err) == JSB_E_IO);
    MUST(snap_save("text.bin", "no blob", 7, &err) == JSB_OK);
    MUST(snap_open("text.bin", &blob, &err) == JSB_E_NOT_BLOB);
}

static void accept_null(void)
{
    jsb_destroy(NULL);
    snap_close(NULL);
    snap_free(NULL);
    snap_abandon();
    MUST(strcmp(jsb_version(), JSB_VERSION_STRING) == 0);
    MUST(strcmp(jsb_strerror(JSB_E_NOMEM), "out of memory") == 0);
    MUST(jsb_strerror(12345) != NULL);
}

int main(void)
{
    accept_null();
    freeze("n.bin");
    boot_file("n.bin");
    boot_memory("n.bin");
    boot_runtime();
    fail_in_scripts();
    fail_in_files();
    return 0;
}
