/* busy.c: threads, lists, notification functions and a forked child, all at the same time. */
#define _POSIX_C_SOURCE 200809L
#include <aio.h>
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <sched.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

enum { THREADS = 4, ROUNDS = 40, BLOCKS = 3 };

static const char *path;
static _Atomic int called;

static void done(union sigval value)
{
    (void)value;
    atomic_fetch_add(&called, 1);
}

static void await(struct aiocb *block)
{
    const struct aiocb *list[1] = { block };
    while (aio_error(block) == EINPROGRESS) aio_suspend(list, 1, NULL);
    if (aio_return(block) != 8) abort();
}

static void *work(void *unused)
{
    char bytes[BLOCKS][8];
    struct aiocb blocks[BLOCKS], *list[BLOCKS + 1];
    int fd = open(path, O_RDONLY);
    (void)unused;
    for (int round = 0; round < ROUNDS; round++) {
        memset(blocks, 0, sizeof blocks);
        for (int i = 0; i < BLOCKS; i++) {
            blocks[i].aio_fildes = fd;
            blocks[i].aio_buf = bytes[i];
            blocks[i].aio_nbytes = 8;
            blocks[i].aio_lio_opcode = LIO_READ;
            blocks[i].aio_sigevent.sigev_notify = i == 0 ? SIGEV_THREAD : SIGEV_NONE;
            blocks[i].aio_sigevent.sigev_notify_function = done;
            blocks[i].aio_sigevent.sigev_value.sival_int = round;
            list[i] = &blocks[i];
        }
        list[BLOCKS] = NULL;
        if (lio_listio(round % 2 ? LIO_WAIT : LIO_NOWAIT, list, BLOCKS + 1, NULL) != 0) abort();
        for (int i = 0; i < BLOCKS; i++) await(&blocks[i]);
    }
    close(fd);
    return NULL;
}

int main(int count, char **arguments)
{
    pthread_t threads[THREADS];
    int status;
    (void)count;
    path = arguments[1];
    pid_t child = fork();
    for (int i = 0; i < THREADS; i++) pthread_create(&threads[i], NULL, work, NULL);
    for (int i = 0; i < THREADS; i++) pthread_join(threads[i], NULL);
    while (atomic_load(&called) < THREADS * ROUNDS) sched_yield();
    if (child == 0) _exit(0);
    waitpid(child, &status, 0);
    return status == 0 ? 7 : 1;
}
