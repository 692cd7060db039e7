/* waits.c: waits for ever for a read of an empty pipe, as POSIX permits (READ-11). */
#define _POSIX_C_SOURCE 200809L
#include <aio.h>
#include <string.h>
#include <unistd.h>

int main(void)
{
    int ends[2];
    char byte;
    struct aiocb block;
    const struct aiocb *list[1] = { &block };
    memset(&block, 0, sizeof block);
    if (pipe(ends) != 0) return 1;
    block.aio_fildes = ends[0];
    block.aio_buf = &byte;
    block.aio_nbytes = 1;
    block.aio_sigevent.sigev_notify = SIGEV_NONE;
    if (aio_read(&block) != 0) return 1;
    return aio_suspend(list, 1, NULL);
}
