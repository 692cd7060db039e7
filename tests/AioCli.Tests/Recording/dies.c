/* dies.c: requests in progress and done, and then the end that its first argument names: abort, segv, exit, hang, kill. */
#define _POSIX_C_SOURCE 200809L
#include <aio.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static struct aiocb pending, block;
static char bytes[2][8];

int main(int count, char **arguments)
{
    int ends[2];
    const char *how = arguments[1];
    const struct aiocb *list[1] = { &block };
    block.aio_fildes = open(arguments[count - 1], O_RDONLY);
    block.aio_buf = bytes[0];
    block.aio_nbytes = 8;
    block.aio_sigevent.sigev_notify = SIGEV_NONE;
    if (aio_read(&block) != 0) return 1;
    while (aio_error(&block) == EINPROGRESS) aio_suspend(list, 1, NULL);
    if (aio_return(&block) != 8 || pipe(ends) != 0) return 1;
    pending.aio_fildes = ends[0];
    pending.aio_buf = bytes[1];
    pending.aio_nbytes = 8;
    pending.aio_sigevent.sigev_notify = SIGEV_NONE;
    if (aio_read(&pending) != 0) return 1;
    puts("ready");
    fflush(stdout);
    list[0] = &pending;
    if (strcmp(how, "abort") == 0) abort();
    if (strcmp(how, "segv") == 0) *(volatile int *)(size_t)(count - 3) = 1;
    if (strcmp(how, "kill") == 0) raise(SIGKILL);
    if (strcmp(how, "hang") == 0) aio_suspend(list, 1, NULL);
    return 5;
}
