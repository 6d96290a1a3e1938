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
static inline void paper_end_with_parent(void) { prctl(PR_SET_PDEATHSIG, SIGKILL); }
#else
static inline void paper_end_with_parent(void) {}

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
static inline int paper_has_locale(const char *name) {
    locale_t locale = newlocale(LC_ALL_MASK, name, (locale_t)0);
    if (!locale) return 0;
    freelocale(locale);
    return 1;
}
