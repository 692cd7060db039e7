/*
 * monitor.c: the classic example of asynchronous I/O. It opens the files that it is given, starts a read of 20 bytes on
 * each, and is told of each completion by a signal whose value points at the request. A monitor looks every so many
 * milliseconds at what is still in progress; SIGQUIT asks it to cancel what is left.
 *
 * Usage: monitor MILLISECONDS FILE...
 */
#define _POSIX_C_SOURCE 200809L
#include <aio.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

enum { BYTES = 20, COMPLETED = 1 }; /* SIGRTMIN + COMPLETED */

struct request {
    const char *name;
    struct aiocb block;
    char bytes[BYTES];
    volatile sig_atomic_t completed;
};

static volatile sig_atomic_t quit;

static void on_quit(int signo)
{
    (void)signo;
    quit = 1;
}

static void on_completion(int signo, siginfo_t *info, void *context)
{
    struct request *request = info->si_value.sival_ptr;
    (void)signo, (void)context;
    if (info->si_code == SI_ASYNCIO) request->completed = 1;
}

static void catch_signals(void)
{
    struct sigaction action;
    memset(&action, 0, sizeof action);
    action.sa_flags = SA_RESTART;
    action.sa_handler = on_quit;
    sigaction(SIGQUIT, &action, NULL);
    action.sa_flags = SA_RESTART | SA_SIGINFO;
    action.sa_sigaction = on_completion;
    sigaction(SIGRTMIN + COMPLETED, &action, NULL);
}

static int start(struct request *request, const char *name)
{
    request->name = name;
    request->block.aio_fildes = open(name, O_RDONLY);
    request->block.aio_buf = request->bytes;
    request->block.aio_nbytes = BYTES;
    request->block.aio_sigevent.sigev_notify = SIGEV_SIGNAL;
    request->block.aio_sigevent.sigev_signo = SIGRTMIN + COMPLETED;
    request->block.aio_sigevent.sigev_value.sival_ptr = request;
    if (request->block.aio_fildes >= 0 && aio_read(&request->block) == 0) return 0;
    perror(name);
    return -1;
}

static const char *cancel(struct request *request)
{
    switch (aio_cancel(request->block.aio_fildes, &request->block)) {
    case AIO_CANCELED: return "canceled";
    case AIO_NOTCANCELED: return "not canceled";
    case AIO_ALLDONE: return "already done";
    default: return "aio_cancel failed";
    }
}

static int in_progress(const struct request *requests, int count)
{
    int left = 0;
    for (int i = 0; i < count; i++) left += aio_error(&requests[i].block) == EINPROGRESS;
    return left;
}

int main(int count, char **arguments)
{
    if (count < 3) return fprintf(stderr, "usage: %s MILLISECONDS FILE...\n", arguments[0]), 2;
    long milliseconds = atol(arguments[1]);
    struct timespec period = { milliseconds / 1000, milliseconds % 1000 * 1000000 };
    int files = count - 2;
    struct request *requests = calloc((size_t)files, sizeof *requests);
    if (requests == NULL) return 1;
    catch_signals();
    for (int i = 0; i < files; i++) {
        if (start(&requests[i], arguments[2 + i]) != 0) return 1;
    }
    while (in_progress(requests, files) > 0) {
        nanosleep(&period, NULL);
        for (int i = 0; quit && i < files; i++) {
            if (aio_error(&requests[i].block) == EINPROGRESS) printf("%s: %s\n", requests[i].name, cancel(&requests[i]));
        }
        quit = 0;
    }
    for (int i = 0; i < files; i++) {
        int error = aio_error(&requests[i].block);
        long bytes = (long)aio_return(&requests[i].block);
        printf("%s: %ld bytes, %s\n", requests[i].name, bytes, error == 0 ? "done" : strerror(error));
        close(requests[i].block.aio_fildes);
    }
    free(requests);
    return 0;
}
