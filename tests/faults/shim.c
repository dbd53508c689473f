/* Stands between a program and the disk, for the fault programs: writes down what is done to files below one
 * folder, or makes the n-th such call fail, or ends the program there. Loaded with LD_PRELOAD and armed by
 * shim_arm(); until then, and for all other files, it does nothing. One thread at a time. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <signal.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/types.h>
#include <unistd.h>

enum { OFF, RECORD, COUNT, EIO_ONCE, EIO_STICKY, FULL_STICKY, SHORT, KILLED, TORN };

static int mode = OFF, log_fd = -1, sticky = 0;
static long fail_at = -1, calls = 0;
static char under[PATH_MAX];
static size_t under_length = 0;

#define REAL(type, name, ...)                                                                                  \
    static type (*real)(__VA_ARGS__) = 0;                                                                      \
    if (!real) real = (type(*)(__VA_ARGS__))dlsym(RTLD_NEXT, #name)

static ssize_t plain_write(int fd, const void *data, size_t size) {
    REAL(ssize_t, write, int, const void *, size_t);
    return real(fd, data, size);
}

void shim_arm(int how, long at, const char *folder, const char *log) {
    snprintf(under, sizeof under, "%s/", folder);
    under_length = strlen(under);
    fail_at = at;
    calls = 0;
    sticky = 0;
    log_fd = log[0] ? open(log, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600) : -1;
    mode = how;
}

long shim_calls(void) { return calls; }

static int path_of(int fd, char *path) {
    char link[64];
    snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
    ssize_t length = readlink(link, path, PATH_MAX - 1);
    path[length < 0 ? 0 : length] = 0;
    return strncmp(path, under, under_length) == 0;
}

static int resolved(int folder, const char *name, char *path) {
    if (name[0] == '/') {
        snprintf(path, PATH_MAX, "%s", name);
    } else if (folder == AT_FDCWD) {
        return 0; /* the programs under test name every path in full */
    } else {
        char base[PATH_MAX];
        path_of(folder, base);
        if (snprintf(path, PATH_MAX, "%s/%s", base, name) >= PATH_MAX) return 0;
    }
    return strncmp(path, under, under_length) == 0;
}

static void note(char what, const char *path, int64_t at, const void *data, uint32_t size) {
    if (mode != RECORD || log_fd < 0) return;
    struct __attribute__((packed)) { char what; uint16_t path; int64_t at; uint32_t size; } head = {
        what, (uint16_t)strlen(path), at, size};
    plain_write(log_fd, &head, sizeof head);
    plain_write(log_fd, path, head.path);
    if (size) plain_write(log_fd, data, size);
}

void shim_ack(const char *said) { note('A', said, 0, 0, 0); }

/* What kind of call this is decides which faults it can have. */
enum { WRITING = 1, FLUSHING = 2, NAMING = 4, MAKING = 8, CUTTING = 16 };

static int apt(int kind) {
    switch (mode) {
    case FULL_STICKY: return kind & (WRITING | MAKING);
    case SHORT: return kind & WRITING;
    default: return 1;
    }
}

/* 0: go on. -1: fail with errno set. 1: write half. 2: do half, then end the program. */
static int fate(int kind) {
    if (mode <= RECORD || !apt(kind)) return 0;
    long number = calls++;
    if (sticky && (mode == EIO_STICKY || mode == FULL_STICKY)) {
        errno = mode == FULL_STICKY ? ENOSPC : EIO;
        return -1;
    }
    if (number != fail_at) return 0;
    sticky = 1;
    switch (mode) {
    case EIO_ONCE:
    case EIO_STICKY: errno = EIO; return -1;
    case FULL_STICKY: errno = ENOSPC; return -1;
    case SHORT: return 1;
    case KILLED: kill(getpid(), SIGKILL); return -1;
    case TORN: return 2;
    }
    return 0;
}

static void end(void) { kill(getpid(), SIGKILL); for (;;) pause(); }

ssize_t write(int fd, const void *data, size_t size) {
    char path[PATH_MAX];
    if (mode == OFF || !path_of(fd, path)) return plain_write(fd, data, size);
    int what = fate(WRITING);
    if (what < 0) return -1;
    off_t at = fcntl(fd, F_GETFL) & O_APPEND ? lseek(fd, 0, SEEK_END) : lseek(fd, 0, SEEK_CUR);
    size_t some = what && size > 1 ? size / 2 : size;
    ssize_t done = plain_write(fd, data, some);
    if (what == 2) end();
    if (done > 0) note('W', path, at, data, (uint32_t)done);
    return done;
}

static ssize_t write_at(int fd, const void *data, size_t size, off_t at) {
    REAL(ssize_t, pwrite64, int, const void *, size_t, off_t);
    char path[PATH_MAX];
    if (mode == OFF || !path_of(fd, path)) return real(fd, data, size, at);
    int what = fate(WRITING);
    if (what < 0) return -1;
    ssize_t done = real(fd, data, what && size > 1 ? size / 2 : size, at);
    if (what == 2) end();
    if (done > 0) note('W', path, at, data, (uint32_t)done);
    return done;
}
ssize_t pwrite(int fd, const void *data, size_t size, off_t at) { return write_at(fd, data, size, at); }
ssize_t pwrite64(int fd, const void *data, size_t size, off64_t at) { return write_at(fd, data, size, at); }

static int flush(int fd) {
    REAL(int, fsync, int);
    char path[PATH_MAX];
    if (mode == OFF || !(path_of(fd, path) || strncmp(path, under, under_length - 1) == 0)) return real(fd);
    int what = fate(FLUSHING);
    if (what < 0) return -1;
    int done = real(fd);
    if (what == 2) end();
    note('S', path, 0, 0, 0);
    return done;
}
int fsync(int fd) { return flush(fd); }
int fdatasync(int fd) { return flush(fd); }

static int cut(int fd, off_t size) {
    REAL(int, ftruncate64, int, off_t);
    char path[PATH_MAX];
    if (mode == OFF || !path_of(fd, path)) return real(fd, size);
    int what = fate(CUTTING);
    if (what < 0) return -1;
    int done = real(fd, size);
    if (what == 2) end();
    note('T', path, size, 0, 0);
    return done;
}
int ftruncate(int fd, off_t size) { return cut(fd, size); }
int ftruncate64(int fd, off64_t size) { return cut(fd, size); }

static int move(int from_folder, const char *from, int to_folder, const char *to) {
    REAL(int, renameat, int, const char *, int, const char *);
    char old[PATH_MAX], new[PATH_MAX];
    if (mode == OFF || !resolved(from_folder, from, old) || !resolved(to_folder, to, new))
        return real(from_folder, from, to_folder, to);
    int what = fate(NAMING);
    if (what < 0) return -1;
    int done = real(from_folder, from, to_folder, to);
    if (what == 2) end();
    if (!done) note('R', old, 0, new, (uint32_t)strlen(new));
    return done;
}
int rename(const char *from, const char *to) { return move(AT_FDCWD, from, AT_FDCWD, to); }
int renameat(int a, const char *from, int b, const char *to) { return move(a, from, b, to); }

static int take_away(int folder, const char *name, int flags) {
    REAL(int, unlinkat, int, const char *, int);
    char path[PATH_MAX];
    if (mode == OFF || !resolved(folder, name, path)) return real(folder, name, flags);
    int what = fate(NAMING);
    if (what < 0) return -1;
    int done = real(folder, name, flags);
    if (what == 2) end();
    if (!done) note(flags & AT_REMOVEDIR ? 'D' : 'U', path, 0, 0, 0);
    return done;
}
int unlink(const char *path) { return take_away(AT_FDCWD, path, 0); }
int remove(const char *path) { return take_away(AT_FDCWD, path, 0); }
int rmdir(const char *path) { return take_away(AT_FDCWD, path, AT_REMOVEDIR); }
int unlinkat(int folder, const char *name, int flags) { return take_away(folder, name, flags); }

static int make_folder(int folder, const char *name, mode_t rights) {
    REAL(int, mkdirat, int, const char *, mode_t);
    char path[PATH_MAX];
    if (mode == OFF || !resolved(folder, name, path)) return real(folder, name, rights);
    struct stat there;
    if (stat(path, &there) == 0) return real(folder, name, rights);
    int what = fate(MAKING);
    if (what < 0) return -1;
    int done = real(folder, name, rights);
    if (what == 2) end();
    if (!done) note('M', path, 0, 0, 0);
    return done;
}
int mkdir(const char *path, mode_t rights) { return make_folder(AT_FDCWD, path, rights); }
int mkdirat(int folder, const char *name, mode_t rights) { return make_folder(folder, name, rights); }

static int open_at(int folder, const char *name, int flags, mode_t rights) {
    REAL(int, openat64, int, const char *, int, ...);
    char path[PATH_MAX];
    if (mode == OFF || !(flags & (O_CREAT | O_TRUNC)) || !resolved(folder, name, path))
        return real(folder, name, flags, rights);
    struct stat there;
    int new = stat(path, &there) != 0;
    if (!new && !(flags & O_TRUNC)) return real(folder, name, flags, rights);
    int what = fate(new ? MAKING : CUTTING);
    if (what < 0) return -1;
    int fd = real(folder, name, flags, rights);
    if (what == 2) end();
    if (fd >= 0) note(new ? 'C' : 'T', path, 0, 0, 0);
    return fd;
}

#define RIGHTS(flags)                                                                                          \
    mode_t rights = 0;                                                                                         \
    if ((flags) & O_CREAT) {                                                                                   \
        va_list more;                                                                                          \
        va_start(more, flags);                                                                                 \
        rights = va_arg(more, mode_t);                                                                         \
        va_end(more);                                                                                          \
    }
int open(const char *name, int flags, ...) { RIGHTS(flags) return open_at(AT_FDCWD, name, flags, rights); }
int open64(const char *name, int flags, ...) { RIGHTS(flags) return open_at(AT_FDCWD, name, flags, rights); }
int openat(int folder, const char *name, int flags, ...) { RIGHTS(flags) return open_at(folder, name, flags, rights); }
int openat64(int folder, const char *name, int flags, ...) { RIGHTS(flags) return open_at(folder, name, flags, rights); }

/* The short ways of copying a file: refused, so that callers write by the calls above. */
ssize_t sendfile(int to, int from, off_t *at, size_t size) {
    REAL(ssize_t, sendfile64, int, int, off_t *, size_t);
    if (mode == OFF) return real(to, from, at, size);
    errno = EINVAL;
    return -1;
}
ssize_t sendfile64(int to, int from, off64_t *at, size_t size) { return sendfile(to, from, at, size); }
