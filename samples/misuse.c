/*
 * misuse.c: each of the ways in which programs misuse control blocks and buffers, one at a time. The read that is in
 * progress waits for an empty pipe, the write for a full one, so that nothing here depends on luck.
 *
 * Usage: misuse none|resubmitted|early|twice|buffer|block|freed
 */
#define _POSIX_C_SOURCE 200809L
#include <aio.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static char full[1 << 17];

/* A request that stays in progress until it is let go. */
static struct aiocb *begin(int pipe_ends[2], int writes)
{
    struct aiocb *block = calloc(1, sizeof *block);
    if (pipe(pipe_ends) != 0 || block == NULL) exit(1);
    block->aio_fildes = pipe_ends[writes ? 1 : 0];
    block->aio_buf = writes ? full : malloc(8);
    block->aio_nbytes = writes ? sizeof full : 8;
    block->aio_sigevent.sigev_notify = SIGEV_NONE;
    if ((writes ? aio_write(block) : aio_read(block)) != 0) exit(1);
    return block;
}

static void finish(int pipe_ends[2], struct aiocb *block, int writes)
{
    const struct aiocb *list[1] = { block };
    if (writes) while (aio_error(block) == EINPROGRESS && read(pipe_ends[0], (char[4096]){ 0 }, 4096) > 0) continue;
    else if (write(pipe_ends[1], "12345678", 8) != 8) exit(1);
    while (aio_error(block) == EINPROGRESS) aio_suspend(list, 1, NULL);
}

int main(int count, char **arguments)
{
    int ends[2];
    const char *what = count == 2 ? arguments[1] : "";
    int writes = strcmp(what, "buffer") == 0;
    struct aiocb *block = begin(ends, writes);
    if (strcmp(what, "resubmitted") == 0) aio_read(block);
    else if (strcmp(what, "early") == 0) aio_return(block);
    else if (strcmp(what, "freed") == 0) free((void *)block->aio_buf);
    else if (strcmp(what, "block") == 0) block->aio_nbytes = 4;
    else if (writes) full[0] = 1;
    if (aio_error(block) != EINPROGRESS) return 1;
    if (strcmp(what, "none") != 0 && strcmp(what, "twice") != 0) return 0; /* what comes now is undefined */
    finish(ends, block, writes);
    aio_return(block);
    if (strcmp(what, "twice") == 0) aio_return(block);
    return 0;
}
