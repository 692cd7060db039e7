/*
 * full.c: a program on a machine whose disk has room for the first two pieces of a recording, and then no more. What the
 * system would say of it, madvise says here.
 */
#define _GNU_SOURCE
#include <aio.h>
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <unistd.h>

int madvise(void *from, size_t length, int advice)
{
    static int pieces;
    if (advice == 23 /* MADV_POPULATE_WRITE */ && ++pieces > 2) {
        errno = EFAULT;
        return -1;
    }
    return advice == 23 ? 0 : (int)syscall(SYS_madvise, from, length, advice);
}

int main(int count, char **arguments)
{
    char buffer[8];
    struct aiocb block;
    const struct aiocb *list[1] = { &block };
    memset(&block, 0, sizeof block);
    block.aio_fildes = count == 2 ? open(arguments[1], O_RDONLY) : -1;
    block.aio_buf = buffer;
    block.aio_nbytes = sizeof buffer;
    for (int i = 0; i < 1000; i++) {
        if (aio_read(&block) != 0) return 1;
        while (aio_error(&block) == EINPROGRESS) aio_suspend(list, 1, NULL);
        if (aio_return(&block) != sizeof buffer) return 2;
    }
    return 0;
}
