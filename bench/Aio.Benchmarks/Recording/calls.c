/*
 * calls.c: what a call of each kind takes the thread that makes it, in nanoseconds: the median and the mean of many calls.
 * Run with the recorder preloaded and without it, the difference is what recording costs.
 *
 * Requests queue behind a read that waits for an empty socket, until they are canceled: so no thread of the C library is
 * woken, whose time would be a matter of luck and far more than that of the call.
 *
 * Usage: calls TURNS
 */
#define _XOPEN_SOURCE 700
#include <aio.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

enum { READ, WRITE, LIST, ERROR, SUSPEND, CANCEL, RETURN, KINDS, QUEUED = 300, BYTES = 512 };

static const char *const names[KINDS] = { "aio_read", "aio_write", "lio_listio", "aio_error", "aio_suspend", "aio_cancel", "aio_return" };
static long *taken[KINDS];
static long count[KINDS];

static long now(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return t.tv_sec * 1000000000L + t.tv_nsec;
}

#define TIMED(kind, call) \
    do { \
        long before = now(); \
        long result = (long)(call); \
        taken[kind][count[kind]++] = now() - before; \
        if (result < 0) exit(1); \
    } while (0)

static void begin(struct aiocb *block, int fd, int kind)
{
    static char bytes[BYTES];
    struct aiocb *list[1] = { block };
    memset(block, 0, sizeof *block);
    block->aio_fildes = fd;
    block->aio_buf = bytes;
    block->aio_nbytes = BYTES;
    block->aio_lio_opcode = LIO_WRITE;
    block->aio_sigevent.sigev_notify = SIGEV_NONE;
    if (kind == READ) TIMED(READ, aio_read(block));
    else if (kind == WRITE) TIMED(WRITE, aio_write(block));
    else TIMED(LIST, lio_listio(LIO_NOWAIT, list, 1, NULL));
}

static void turn(int fd)
{
    static struct aiocb blocks[QUEUED];
    for (int i = 0; i < QUEUED; i++) begin(&blocks[i], fd, i % 3);
    for (int i = 0; i < QUEUED; i++) TIMED(ERROR, aio_error(&blocks[i]));
    for (int i = 0; i < QUEUED; i++) TIMED(CANCEL, aio_cancel(fd, &blocks[i]));
    for (int i = 0; i < QUEUED; i++) {
        const struct aiocb *one[1] = { &blocks[i] };
        TIMED(SUSPEND, aio_suspend(one, 1, NULL));
        if (aio_error(&blocks[i]) != ECANCELED) exit(1);
        TIMED(RETURN, aio_return(&blocks[i]) + 1); /* -1: it was canceled */
    }
}

static int compare(const void *a, const void *b)
{
    long x = *(const long *)a, y = *(const long *)b;
    return (x > y) - (x < y);
}

int main(int arguments, char **values)
{
    static struct aiocb waits;
    static char byte;
    int ends[2], turns = arguments == 2 ? atoi(values[1]) : 0;
    if (turns < 1 || socketpair(AF_UNIX, SOCK_STREAM, 0, ends) != 0) return 2;
    waits.aio_fildes = ends[0];
    waits.aio_buf = &byte;
    waits.aio_nbytes = 1;
    waits.aio_sigevent.sigev_notify = SIGEV_NONE;
    if (aio_read(&waits) != 0) return 1;
    for (int kind = 0; kind < KINDS; kind++) taken[kind] = calloc((size_t)turns * QUEUED, sizeof(long));
    for (int i = 0; i < turns; i++) turn(ends[0]);
    for (int kind = 0; kind < KINDS; kind++) {
        double sum = 0;
        if (count[kind] == 0) continue;
        qsort(taken[kind], (size_t)count[kind], sizeof(long), compare);
        for (long i = 0; i < count[kind]; i++) sum += (double)taken[kind][i];
        printf("%s %ld %.1f\n", names[kind], taken[kind][count[kind] / 2], sum / (double)count[kind]);
    }
    return 0;
}
