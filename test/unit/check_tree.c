/* SPDX-License-Identifier: MIT
 * check_tree.c - gen_snapshot's own: trees of archives, patterns of assets, lists of files. */
#include "unit.h"

#include "../../cmd/assets.h"
#include "../../cmd/files.h"
#include "../../cmd/tree.h"

#include <stdlib.h>
#include <string.h>

/* ----------------------------------------------------------------------- paths */

START_TEST(tree_paths)
{
    char out[TREE_NAME_MAX], path[TREE_NAME_MAX + 1];
    ck_assert_int_eq(tree_normalize("./a//b/./c/", out), TREE_PATH_OK);
    ck_assert_str_eq(out, "a/b/c");
    ck_assert_int_eq(tree_normalize("...", out), TREE_PATH_OK);
    ck_assert_int_eq(tree_normalize("./", out), TREE_PATH_EMPTY);
    ck_assert_int_eq(tree_normalize("", out), TREE_PATH_EMPTY);
    ck_assert_int_eq(tree_normalize("/a", out), TREE_PATH_ABSOLUTE);
    ck_assert_int_eq(tree_normalize("a/..", out), TREE_PATH_UP);
    ck_assert_int_eq(tree_normalize("a/../b", out), TREE_PATH_UP);
    memset(path, 'a', sizeof(path));
    path[TREE_NAME_MAX - 2] = '\0';
    ck_assert_int_eq(tree_normalize(path, out), TREE_PATH_OK);
    path[TREE_NAME_MAX - 2] = 'a';
    path[TREE_NAME_MAX - 1] = '\0';
    ck_assert_int_eq(tree_normalize(path, out), TREE_PATH_LONG);
}
END_TEST

START_TEST(tree_links)
{
    char out[TREE_NAME_MAX];
    ck_assert_int_eq(tree_resolve_link("a/b/l", "../c", out), 0);
    ck_assert_str_eq(out, "a/c");
    ck_assert_int_eq(tree_resolve_link("l", ".", out), 0);
    ck_assert_str_eq(out, "");
    ck_assert_int_eq(tree_resolve_link("a/l", "./x//y/..", out), 0);
    ck_assert_str_eq(out, "a/x");
    ck_assert_int_eq(tree_resolve_link("a/l", "../..", out), -1);
    ck_assert_int_eq(tree_resolve_link("l", "..", out), -1);
    ck_assert_int_eq(tree_resolve_link("l", "/etc", out), -1);
}
END_TEST

/* ------------------------------------------------------------------------ the whole */

static struct tree tree, kept[8]; /* a tree is never freed */
static size_t kept_count;
static struct tree_fault fault;

static void add(const char *path, const char *link, const char *copy_of)
{
    ck_assert_int_eq(tree_add(&tree, path, link || copy_of ? NULL : strdup(path), strlen(path),
                              link, copy_of), 0);
}

static void expect_fault(const char *path, const char *cause)
{
    ck_assert_int_eq(tree_finish(&tree, &fault), -1);
    ck_assert_str_eq(fault.path, path);
    ck_assert(strstr(fault.cause, cause) != NULL);
}

static void forget(void)
{
    kept[kept_count++] = tree;
    tree = (struct tree){0};
}

START_TEST(tree_package_folder)
{
    add("package/b.js", NULL, NULL);
    add("package/package.json", NULL, NULL);
    add("package/a/l", "package/b.js", NULL);
    add("package/a/all", "package", NULL);
    add("package/copy", NULL, "package/b.js");
    ck_assert_int_eq(tree_finish(&tree, &fault), 0);
    ck_assert_str_eq(tree.list[0].path, "a/all");
    ck_assert_str_eq(tree_find(&tree, "a/all")->link, "");
    ck_assert_str_eq(tree_find(&tree, "a/l")->link, "b.js");
    ck_assert_ptr_eq(tree_find(&tree, "copy")->data, tree_find(&tree, "b.js")->data);
    ck_assert_ptr_null(tree_find(&tree, "package/b.js"));
}
END_TEST

START_TEST(tree_other_folders)
{
    add("app-1.0/package.json", NULL, NULL);
    add("app-1.0/x", NULL, NULL);
    ck_assert_int_eq(tree_finish(&tree, &fault), 0);
    ck_assert_ptr_nonnull(tree_find(&tree, "x"));
    forget();
    add("lib/x", NULL, NULL);
    add("lib/y/package.json", NULL, NULL);
    ck_assert_int_eq(tree_finish(&tree, &fault), 0);
    ck_assert_ptr_nonnull(tree_find(&tree, "lib/x"));
    forget();
    add("one/package.json", NULL, NULL);
    add("onetwo", NULL, NULL);
    ck_assert_int_eq(tree_finish(&tree, &fault), 0);
    ck_assert_ptr_nonnull(tree_find(&tree, "one/package.json"));
}
END_TEST

START_TEST(tree_faults)
{
    add("a", NULL, NULL);
    add("a", NULL, NULL);
    expect_fault("a", "twice");
    forget();
    add("a/b/c", NULL, NULL);
    add("a-x", NULL, NULL);
    add("a", NULL, NULL);
    expect_fault("a/b/c", "below what is no folder");
    forget();
    add("package/index.js", NULL, NULL);
    add("package/l", "other", NULL);
    expect_fault("package/l", "leads out of the package");
    forget();
    add("package/index.js", NULL, NULL);
    add("package/l", NULL, "x");
    expect_fault("package/l", "hard link");
    forget();
    add("a", NULL, "b");
    add("b", NULL, "a");
    expect_fault("a", "hard link");
}
END_TEST

/* --------------------------------------------------------------------------- assets */

START_TEST(assets_patterns)
{
    static const struct {
        const char *pattern, *path;
        enum asset_match match;
    } cases[] = {
        {"a.txt", "a.txt", ASSET_YES},       {"a.txt", "b.txt", ASSET_NO},
        {"*.txt", "a.txt", ASSET_YES},       {"*.txt", "d/a.txt", ASSET_NO},
        {"*", ".hidden", ASSET_NO},          {".*", ".hidden", ASSET_YES},
        {"d", "d/e/f", ASSET_YES},           {"d/*", "d", ASSET_BELOW},
        {"d/*.js", "d/a.js", ASSET_YES},     {"d/*.js", "e", ASSET_NO},
        {"**", "a/b/c", ASSET_YES},          {"d/**", "d/.e/f", ASSET_YES},
        {"**/x", "x", ASSET_YES},            {"**/x", "a/b/x", ASSET_YES},
        {"**/x", "a/b/y", ASSET_BELOW},      {"**/x", ".git/x", ASSET_NO},
        {"a/**/b/*.js", "a/b/c.js", ASSET_YES}, {"a/**/b/*.js", "a/x/y/b/c.js", ASSET_YES},
        {"[ab].js", "b.js", ASSET_YES},      {"?.js", "ab.js", ASSET_NO},
    };
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++)
        UNIT_ASSERT(asset_match(cases[i].pattern, cases[i].path) == cases[i].match, "%s %s",
                    cases[i].pattern, cases[i].path);
}
END_TEST

START_TEST(files_merged)
{
    static struct files files;
    size_t count;
    struct snap_file *merged;
    files_add(&files, "b", "old", 3, SNAP_FILE_ASSET);
    files_add_source(&files, "./x/../b", "wrong", 5);
    files_add_source(&files, "../a.js", "a", 1);
    files_add_source(&files, "b", "new!", 4);
    merged = files_merge(&files, &count);
    ck_assert_uint_eq(count, 3);
    ck_assert_str_eq(merged[0].path, "a.js");
    ck_assert_str_eq(merged[1].path, "b");
    ck_assert_uint_eq(merged[1].len, 4);
    ck_assert_uint_eq(merged[1].kind, SNAP_FILE_ASSET | SNAP_FILE_SOURCE);
    ck_assert_str_eq(merged[2].path, "x/b");
    free(merged);
    files_cut(&files, 1);
    ck_assert_uint_eq(files.count, 1);
}
END_TEST

Suite *suite_tree(void)
{
    Suite *suite = suite_create("tree");
    const TTest *core[] = {tree_paths, tree_links, tree_package_folder, tree_other_folders,
                           assets_patterns, files_merged};
    const TTest *limits[] = {tree_faults};
    UNIT_CASE(suite, "Core", core);
    UNIT_CASE(suite, "Limits", limits);
    return suite;
}
