/* lists.c: lists of every shape that a program may pass: NULL and LIO_NOP elements, elements of both directions, signals and functions
   for elements and for the list, both modes, an element that fails, cancellation of what a list queued. */
#define _POSIX_C_SOURCE 200809L
#include <aio.h>
#include <errno.h>
#include <fcntl.h>
#include <semaphore.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { ROUNDS = 30, N = 6 };

static struct aiocb blocks[N];
static char bytes[N][512];
static sem_t called;

static void done(union sigval value)
{
    (void)value;
    sem_post(&called);
}

static void settle(int fails)
{
    for (int i = 0; i < 4; i++) {
        const struct aiocb *one[1] = { &blocks[i] };
        while (aio_error(&blocks[i]) == EINPROGRESS) aio_suspend(one, 1, NULL);
        ssize_t bytes_moved = aio_return(&blocks[i]);
        if ((bytes_moved == -1) != (fails && i == 3)) abort();
    }
}

int main(int count, char **arguments)
{
    int fd = open(arguments[count - 1], O_RDWR), only = open(arguments[count - 1], O_RDONLY), ends[2];
    sem_init(&called, 0, 0);
    for (int round = 0; round < ROUNDS; round++) {
        struct aiocb *list[N + 1] = { &blocks[0], NULL, &blocks[1], &blocks[4], &blocks[2], &blocks[3], NULL };
        struct sigevent event;
        int fails = round % 3 == 2, mode = round % 2 ? LIO_WAIT : LIO_NOWAIT;
        memset(&event, 0, sizeof event);
        event.sigev_notify = SIGEV_THREAD;
        event.sigev_notify_function = done;
        event.sigev_value.sival_int = round;
        memset(blocks, 0, sizeof blocks);
        for (int i = 0; i < N; i++) {
            blocks[i].aio_fildes = fails && i == 3 ? only : fd;
            blocks[i].aio_offset = i * 512;
            blocks[i].aio_buf = bytes[i];
            blocks[i].aio_nbytes = 512;
            blocks[i].aio_lio_opcode = i % 2 ? LIO_WRITE : LIO_READ;
            blocks[i].aio_sigevent.sigev_notify = SIGEV_NONE;
        }
        blocks[4].aio_lio_opcode = LIO_NOP;
        blocks[1].aio_sigevent = event;
        int result = lio_listio(mode, list, N + 1, mode == LIO_NOWAIT ? &event : NULL);
        if (result != 0 && !(fails && errno == EIO)) abort();
        for (int i = 0; i < (mode == LIO_NOWAIT ? 2 : 1); i++) while (sem_wait(&called) != 0) continue;
        settle(fails);
    }
    if (pipe(ends) != 0) abort();
    struct aiocb *list[2] = { &blocks[0], &blocks[1] };
    for (int i = 0; i < 2; i++) {
        blocks[i].aio_fildes = ends[0];
        blocks[i].aio_nbytes = 8;
        blocks[i].aio_lio_opcode = LIO_READ;
        blocks[i].aio_sigevent.sigev_notify = SIGEV_NONE;
    }
    if (lio_listio(LIO_NOWAIT, list, 2, NULL) != 0) abort();
    aio_cancel(ends[0], &blocks[1]);
    aio_cancel(ends[0], NULL);
    if (write(ends[1], "0123456789abcdef", 16) != 16) abort();
    for (int i = 0; i < 2; i++) {
        const struct aiocb *one[1] = { &blocks[i] };
        while (aio_error(&blocks[i]) == EINPROGRESS) aio_suspend(one, 1, NULL);
        aio_return(&blocks[i]);
    }
    return 0;
}
