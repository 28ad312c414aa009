/* SPDX-License-Identifier: MIT
 * sign.c - sign a blob that is about to be written. */
#include "sign.h"

#include "cli.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <termios.h>
#include <unistd.h>

static struct jsb_error error;

/* ------------------------------------------------------------------- password */

static volatile sig_atomic_t terminal = -1; /* while its echo is off */
static struct termios terminal_mode;

void sign_abandon(void)
{
    if (terminal >= 0)
        tcsetattr(terminal, TCSAFLUSH, &terminal_mode);
    terminal = -1;
}

/* The first line, without its end; the rest is not looked at. */
static int read_line(int fd, char *text, size_t size)
{
    size_t len = 0;
    while (len + 1 < size) {
        ssize_t n = read(fd, text + len, 1);
        if (n < 0 && errno == EINTR)
            continue;
        if (n < 0)
            return -1;
        if (n == 0 || text[len] == '\n')
            break;
        len++;
    }
    text[len] = '\0';
    return 0;
}

static int ask(const char *key, char *text, size_t size)
{
    int fd = open("/dev/tty", O_RDWR | O_CLOEXEC);
    struct termios silent;
    int rc;
    if (fd < 0 || tcgetattr(fd, &terminal_mode) != 0) {
        cli_message("%s has a password and there is no terminal to ask for it: use "
                    "--sign-password-file",
                    key);
        if (fd >= 0)
            close(fd);
        return -1;
    }
    silent = terminal_mode;
    silent.c_lflag &= ~(tcflag_t)ECHO;
    terminal = fd;
    tcsetattr(fd, TCSAFLUSH, &silent);
    dprintf(fd, "Password of %s: ", key);
    rc = read_line(fd, text, size);
    dprintf(fd, "\n");
    sign_abandon();
    close(fd);
    return rc;
}

static int read_password_file(const char *path, char *text, size_t size)
{
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    int rc = fd < 0 ? -1 : read_line(fd, text, size);
    if (rc != 0)
        cli_message("%s: cannot read the password: %s", path, strerror(errno));
    if (fd >= 0)
        close(fd);
    return rc;
}

static int get_password(void *user, char *text, size_t size)
{
    struct sign *sign = user;
    int rc = sign->password_file ? read_password_file(sign->password_file, text, size)
                                 : ask(sign->key, text, size);
    sign->password_failed = rc != 0;
    return rc;
}

/* ------------------------------------------------------------------ signature */

static int is_same_file(const char *one, const char *other)
{
    struct stat a, b;
    return stat(one, &a) == 0 && stat(other, &b) == 0 && a.st_dev == b.st_dev &&
           a.st_ino == b.st_ino;
}

int sign_prepare(const struct sign *sign, const char *output)
{
    char name[PATH_MAX];
    if (sign->key == NULL)
        return sign->password_file ? cli_usage("--sign-password-file needs --sign") : 0;
    if (snprintf(name, sizeof(name), "%s.minisig", output) >= (int)sizeof(name))
        return cli_usage("the name of the blob is too long for --sign");
    if (is_same_file(sign->key, output) || is_same_file(sign->key, name))
        return cli_usage("the blob or its signature would replace the key '%s'", sign->key);
    return snap_sign_check(sign->key, &error) == JSB_OK ? 0 : cli_report(&error);
}

/* What minisign shows when it verifies the blob; without a time, so that the same input gives
 * the same signature. */
static void make_comment(const char *output, char *comment, size_t size)
{
    const char *slash = strrchr(output, '/');
    snprintf(comment, size, "file:%s\thashed\tgen_snapshot " JSB_VERSION_STRING,
             slash ? slash + 1 : output);
    for (char *c = comment; *c != '\0'; c++)
        if (*c == '\n' || *c == '\r')
            *c = '?';
}

int sign_blob(struct sign *sign, const char *output, const void *blob, size_t size)
{
    char comment[512];
    struct snap_signer signer = {sign->key, comment, get_password, sign};
    if (sign->key == NULL)
        return 0;
    make_comment(output, comment, sizeof(comment));
    if (snap_sign(&signer, blob, size, &sign->text, &sign->len, &error) == JSB_OK)
        return 0;
    return sign->password_failed ? CLI_FAILED : cli_report(&error);
}

int sign_save(struct sign *sign, const char *output)
{
    char name[PATH_MAX];
    int rc;
    if (sign->key == NULL)
        return 0;
    snprintf(name, sizeof(name), "%s.minisig", output);
    rc = snap_save(name, sign->text, sign->len, &error);
    snap_free(sign->text);
    sign->text = NULL;
    if (rc == JSB_OK)
        return 0;
    cli_report(&error);
    cli_message("%s is written, but its signature is not", output);
    return CLI_FAILED;
}
