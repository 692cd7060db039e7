/*
 * left.c: programs that let memory go in the ways that are easily overseen, and beside each the program that rightly does
 * nearly the same. The write in progress waits for a full pipe, the read for an empty one, so that nothing depends on luck.
 *
 * Usage: left moved|unmapped|frame|frame-block|waited|canceled|thread, or, rightly, others-moved|kept
 */
#define _GNU_SOURCE
#include <aio.h>
#include <errno.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

static int ends[2];
static struct aiocb block;

static void begin(struct aiocb *cb, volatile void *buffer, size_t bytes, int writes)
{
    memset(cb, 0, sizeof *cb);
    cb->aio_fildes = ends[writes];
    cb->aio_buf = buffer;
    cb->aio_nbytes = bytes;
    cb->aio_sigevent.sigev_notify = SIGEV_NONE;
    if ((writes ? aio_write(cb) : aio_read(cb)) != 0) exit(1);
}

static void fill(void)
{
    static char page[4096];
    for (int i = 0; i < 16; i++) if (write(ends[1], page, sizeof page) != sizeof page) exit(1);
}

/* Waits for the read, which is let go. */
static void finish(struct aiocb *cb)
{
    const struct aiocb *list[1] = { cb };
    if (write(ends[1], "12345678", 8) != 8) exit(1);
    while (aio_error(cb) == EINPROGRESS) aio_suspend(list, 1, NULL);
    if (aio_return(cb) != 8) exit(1);
}

__attribute__((noinline)) static void read_into_frame(int waits)
{
    volatile char buffer[64];
    begin(&block, buffer, 8, 0);
    if (waits) finish(&block);
}

/* The block lies so deep in the frame that what is called next writes over what is above it. */
__attribute__((noinline)) static void read_with_block_in_frame(void)
{
    static char buffer[8];
    struct { struct aiocb own; volatile char above[512]; } deep;
    deep.above[0] = deep.above[511] = 0;
    begin(&deep.own, buffer, 8, 0);
}

/* Deeper than where the block is, and back: nothing is gone. */
__attribute__((noinline)) static void deeper(struct aiocb *cb)
{
    for (int i = 0; i < 10; i++) if (aio_error(cb) != EINPROGRESS) exit(1);
}

static void *in_a_thread(void *bad)
{
    char buffer[8];
    struct aiocb own;
    if (bad != NULL) read_into_frame(0);
    else begin(&own, buffer, 8, 0);
    deeper(bad != NULL ? &block : &own);
    if (bad == NULL) finish(&own);
    return NULL;
}

int main(int count, char **arguments)
{
    const char *what = count == 2 ? arguments[1] : "";
    char *heap = malloc(4096);
    pthread_t thread;
    close(-1); /* The first call of a function looks it up, and that writes over much of the stack. */
    if (pipe(ends) != 0 || heap == NULL) return 1;
    memset(heap, 'x', 4096);
    if (strcmp(what, "moved") == 0 || strcmp(what, "others-moved") == 0) {
        fill();
        begin(&block, heap, 4096, 1);
        if (what[0] == 'm') heap = realloc(heap, 1 << 22);
        else free(realloc(malloc(64), 1 << 22));
    } else if (strcmp(what, "unmapped") == 0) {
        void *map = mmap(NULL, 8192, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
        begin(&block, map, 8, 0);
        munmap(map, 8192);
    } else if (strcmp(what, "waited") == 0) {
        fill();
        begin(&block, heap, 4096, 1);
        heap[0] = 'y';
        const struct aiocb *list[2] = { NULL, &block };
        aio_suspend(list, 2, &(struct timespec){ 0, 1000 });
    } else if (strcmp(what, "canceled") == 0) {
        fill();
        begin(&block, heap, 4096, 1);
        heap[4095] = 'y';
        aio_cancel(ends[1], &block);
    } else if (strcmp(what, "frame") == 0) {
        read_into_frame(0);
        aio_error(&block);
    } else if (strcmp(what, "frame-block") == 0) {
        read_with_block_in_frame();
        close(-1);
    } else if (strcmp(what, "thread") == 0 || strcmp(what, "kept") == 0) {
        read_into_frame(1);
        pthread_create(&thread, NULL, in_a_thread, what[0] == 't' ? &block : NULL);
        pthread_join(thread, NULL);
    }
    return 0;
}
