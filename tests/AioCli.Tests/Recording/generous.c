/* generous.c: preloaded, an implementation with one defect: it tells of one byte more than was asked for (RETURN-08). */
#define _GNU_SOURCE
#include <aio.h>
#include <dlfcn.h>
#include <sys/types.h>

ssize_t aio_return(struct aiocb *block)
{
    ssize_t (*next)(struct aiocb *) = (ssize_t (*)(struct aiocb *))dlsym(RTLD_NEXT, "aio_return");
    ssize_t bytes = next(block);
    return bytes < 0 ? bytes : bytes + 1;
}
