/* offsets64.c: the LFS64 names, beyond 4 GiB. */
#define _GNU_SOURCE
#include <aio.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static char bytes[2][16] = { "0123456789abcdef" };

static void await(struct aiocb64 *block, ssize_t wanted)
{
    const struct aiocb64 *list[1] = { block };
    while (aio_error64(block) == EINPROGRESS) aio_suspend64(list, 1, NULL);
    if (aio_return64(block) != wanted) abort();
}

int main(int count, char **arguments)
{
    struct aiocb64 block, sync, *list[1] = { &block };
    int fd = open64(arguments[count - 1], O_RDWR);
    memset(&block, 0, sizeof block);
    memset(&sync, 0, sizeof sync);
    block.aio_fildes = sync.aio_fildes = fd;
    block.aio_offset = (off64_t)5 << 30;
    block.aio_buf = bytes[0];
    block.aio_nbytes = 16;
    block.aio_sigevent.sigev_notify = sync.aio_sigevent.sigev_notify = SIGEV_NONE;
    if (aio_write64(&block) != 0 || aio_fsync64(O_SYNC, &sync) != 0) abort();
    await(&block, 16);
    await(&sync, 0);
    block.aio_buf = bytes[1];
    if (aio_read64(&block) != 0) abort();
    aio_cancel64(fd, NULL);
    while (aio_error64(&block) == EINPROGRESS) continue;
    aio_return64(&block);
    block.aio_lio_opcode = LIO_READ;
    if (lio_listio64(LIO_WAIT, list, 1, NULL) != 0) abort();
    await(&block, 16);
    return memcmp(bytes[0], bytes[1], 16) == 0 ? 0 : 1;
}
