/*
 * believes.c: frees a block and its buffer as soon as it was told, in one of the ways in which a program is told, that the request is complete.
 *
 * Usage: believes waited|canceled|called|signaled FILE
 */
#define _POSIX_C_SOURCE 200809L
#include <aio.h>
#include <fcntl.h>
#include <semaphore.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>

static sem_t told;

static void called(union sigval value)
{
    (void)value;
    sem_post(&told);
}

int main(int count, char **arguments)
{
    const char *how = count == 3 ? arguments[1] : "";
    struct aiocb *block = calloc(1, sizeof *block);
    char *buffer = malloc(8);
    const struct aiocb *list[2] = { block, NULL };
    siginfo_t info;
    sigset_t set;
    sem_init(&told, 0, 0);
    sigemptyset(&set);
    sigaddset(&set, SIGUSR1);
    pthread_sigmask(SIG_BLOCK, &set, NULL);
    block->aio_fildes = count == 3 ? open(arguments[2], O_RDONLY) : -1;
    block->aio_buf = buffer;
    block->aio_nbytes = 8;
    block->aio_sigevent.sigev_notify = strcmp(how, "called") == 0 ? SIGEV_THREAD : strcmp(how, "signaled") == 0 ? SIGEV_SIGNAL : SIGEV_NONE;
    block->aio_sigevent.sigev_signo = SIGUSR1;
    block->aio_sigevent.sigev_value.sival_ptr = block;
    if (block->aio_sigevent.sigev_notify == SIGEV_THREAD) block->aio_sigevent.sigev_notify_function = called;
    if (aio_read(block) != 0) return 1;
    if (strcmp(how, "waited") == 0 && aio_suspend(list, 2, NULL) != 0) return 2;
    while (strcmp(how, "canceled") == 0 && aio_cancel(block->aio_fildes, NULL) == AIO_NOTCANCELED) continue;
    if (strcmp(how, "called") == 0) sem_wait(&told);
    if (strcmp(how, "signaled") == 0) sigwaitinfo(&set, &info);
    free(buffer);
    free(block);
    return 0;
}
