// Calls that the C library hides behind _GNU_SOURCE and Swift therefore does not see.
#pragma once
#include <signal.h>
#include <spawn.h>
#include <unistd.h>
#include <fcntl.h>
#include <locale.h>

#if defined(__linux__)
extern int pipe2(int ends[2], int flags);
extern int posix_spawn_file_actions_addchdir_np(posix_spawn_file_actions_t *actions, const char *path);

// Ends the calling process when the thread that started it ends, however that happens.
#include <sys/prctl.h>
static inline void end_with_parent(void) { prctl(PR_SET_PDEATHSIG, SIGKILL); }

// Starts a program as posix_spawn would, in a process group of its own, but so that it ends when the calling thread ends,
// however that happens: posix_spawn has no way to say so. Returns an error number, or 0 with the process in `process`.
// Between vfork and execve the child shares our memory: it only makes system calls.
#include <errno.h>
#include <pthread.h>
#include <sys/wait.h>
__attribute__((noinline)) static int spawn_in_group(
    pid_t *process, const char *path, char *const arguments[], char *const environment[], const char *folder,
    int input, int output, int errors) {
    const int channels[3] = {input, output, errors};
    const pid_t parent = getpid();
    volatile int failure = 0;
    sigset_t all, before;
    sigfillset(&all);
    pthread_sigmask(SIG_BLOCK, &all, &before);  // no handler of ours runs in the child
    const pid_t child = vfork();
    if (child == 0) {
        setpgid(0, 0);
        prctl(PR_SET_PDEATHSIG, SIGKILL);
        if (getppid() != parent) _exit(127);  // it ended before it could be told
        for (int i = 0; i < 3; i++) {
            if (channels[i] == i) fcntl(i, F_SETFD, 0); else if (dup2(channels[i], i) < 0) { failure = errno; _exit(127); }
        }
        if (folder && chdir(folder) != 0) { failure = errno; _exit(127); }
        signal(SIGINT, SIG_DFL);
        signal(SIGTERM, SIG_DFL);
        signal(SIGPIPE, SIG_DFL);
        signal(SIGXFSZ, SIG_DFL);
        sigset_t none;
        sigemptyset(&none);
        sigprocmask(SIG_SETMASK, &none, NULL);
        execve(path, arguments, environment);
        failure = errno;
        _exit(127);
    }
    const int code = errno;
    pthread_sigmask(SIG_SETMASK, &before, NULL);
    if (child < 0) return code;
    if (failure != 0) {
        while (waitpid(child, NULL, 0) < 0 && errno == EINTR) {}
        return failure;
    }
    *process = child;
    return 0;
}
#else
static inline void end_with_parent(void) {}

// No pipe2 here: between the two calls another thread's child may inherit an end, and the pipe then closes late.
static inline int pipe2(int ends[2], int flags) {
    (void)flags;
    if (pipe(ends) != 0) return -1;
    fcntl(ends[0], F_SETFD, FD_CLOEXEC);
    fcntl(ends[1], F_SETFD, FD_CLOEXEC);
    return 0;
}
#endif

// Whether the C library knows a locale; the mask of all categories is a macro that Swift cannot read.
#if !defined(__linux__)
#include <xlocale.h>
#endif
static inline int has_locale(const char *name) {
    locale_t locale = newlocale(LC_ALL_MASK, name, (locale_t)0);
    if (!locale) return 0;
    freelocale(locale);
    return 1;
}
