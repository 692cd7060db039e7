/*
 * contradicts.c: AIO that goes on saying EINPROGRESS of a request after it has told the program, in any other way, that it is complete.
 */
#define _GNU_SOURCE
#include <aio.h>
#include <errno.h>

int aio_error(const struct aiocb *cb)
{
    (void)cb;
    return EINPROGRESS;
}
