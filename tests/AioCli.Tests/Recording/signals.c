/* signals.c: every way in which a completion can be told of, and a jump out of a handler; the program uses all of it as it may. */
#define _XOPEN_SOURCE 700
#include <aio.h>
#include <errno.h>
#include <fcntl.h>
#include <semaphore.h>
#include <setjmp.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/time.h>
#include <unistd.h>

enum { ROUNDS = 50 };

static struct aiocb block;
static char bytes[64];
static volatile sig_atomic_t handled;
static sigjmp_buf out;
static sem_t called;

static void begin(int fd, int notify, int signo)
{
    memset(&block, 0, sizeof block);
    block.aio_fildes = fd;
    block.aio_buf = bytes;
    block.aio_nbytes = 8;
    block.aio_sigevent.sigev_notify = notify;
    block.aio_sigevent.sigev_signo = signo;
    block.aio_sigevent.sigev_value.sival_ptr = &block;
}

static void on_completion(int signo, siginfo_t *info, void *context)
{
    struct aiocb *told = info->si_value.sival_ptr;
    (void)signo, (void)context;
    if (told != &block || aio_error(told) != 0 || aio_return(told) != 8) abort();
    handled++;
}

static void on_alarm(int signo)
{
    (void)signo;
    siglongjmp(out, 1);
}

static void done(union sigval value)
{
    struct aiocb *told = value.sival_ptr;
    if (aio_error(told) != 0 || aio_return(told) != 8) abort();
    sem_post(&called);
}

int main(int count, char **arguments)
{
    struct sigaction action;
    sigset_t set;
    siginfo_t info;
    struct itimerval soon = { { 0, 0 }, { 0, 20000 } };
    int ends[2], fd = open(arguments[count - 1], O_RDONLY);
    sem_init(&called, 0, 0);
    memset(&action, 0, sizeof action);
    action.sa_sigaction = on_completion;
    action.sa_flags = SA_SIGINFO | SA_RESTART;
    sigaction(SIGRTMIN, &action, NULL);
    for (int i = 0; i < ROUNDS; i++) { /* a handler, which interrupts or is waited for */
        begin(fd, SIGEV_SIGNAL, SIGRTMIN);
        sigemptyset(&set);
        sigaddset(&set, SIGRTMIN);
        sigprocmask(SIG_BLOCK, &set, NULL);
        if (aio_read(&block) != 0) abort();
        sigset_t none;
        sigemptyset(&none);
        while (handled == i) sigsuspend(&none);
        sigprocmask(SIG_UNBLOCK, &set, NULL);
    }
    sigemptyset(&set);
    sigaddset(&set, SIGRTMIN + 1);
    pthread_sigmask(SIG_BLOCK, &set, NULL);
    for (int i = 0; i < ROUNDS; i++) { /* a signal that is taken */
        begin(fd, SIGEV_SIGNAL, SIGRTMIN + 1);
        if (aio_read(&block) != 0 || sigwaitinfo(&set, &info) != SIGRTMIN + 1) abort();
        if (info.si_code != SI_ASYNCIO || info.si_value.sival_ptr != &block) abort();
        if (aio_error(&block) != 0 || aio_return(&block) != 8) abort();
    }
    for (int i = 0; i < ROUNDS; i++) { /* a function */
        begin(fd, SIGEV_THREAD, 0);
        block.aio_sigevent.sigev_notify_function = done;
        if (aio_read(&block) != 0) abort();
        while (sem_wait(&called) != 0) continue;
    }
    signal(SIGALRM, on_alarm);
    if (pipe(ends) != 0) abort();
    begin(ends[0], SIGEV_NONE, 0);
    if (sigsetjmp(out, 1) == 0) { /* a wait that a handler leaves by a jump */
        const struct aiocb *list[1] = { &block };
        if (aio_read(&block) != 0) abort();
        setitimer(ITIMER_REAL, &soon, NULL);
        aio_suspend(list, 1, NULL);
        abort();
    }
    if (aio_error(&block) != EINPROGRESS || write(ends[1], "12345678", 8) != 8) abort();
    while (aio_error(&block) == EINPROGRESS) {
        const struct aiocb *list[1] = { &block };
        aio_suspend(list, 1, NULL);
    }
    return aio_return(&block) == 8 ? 0 : 1;
}
