/* offspring.c: forks while requests are outstanding, with AIO on both sides; vfork; a new image by exec that uses AIO too. */
#define _DEFAULT_SOURCE
#define _POSIX_C_SOURCE 200809L
#include <aio.h>
#include <errno.h>
#include <fcntl.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

extern char **environ;

static struct aiocb pending, block;
static char bytes[2][8];

static void use(const char *path)
{
    const struct aiocb *list[1] = { &block };
    int fd = open(path, O_RDONLY);
    memset(&block, 0, sizeof block);
    block.aio_fildes = fd;
    block.aio_buf = bytes[0];
    block.aio_nbytes = 8;
    block.aio_sigevent.sigev_notify = SIGEV_NONE;
    if (aio_read(&block) != 0) abort();
    while (aio_error(&block) == EINPROGRESS) aio_suspend(list, 1, NULL);
    if (aio_return(&block) != 8) abort();
    close(fd);
}

static void await(pid_t child)
{
    int status;
    if (child < 0 || waitpid(child, &status, 0) != child || status != 0) abort();
}

int main(int count, char **arguments)
{
    int ends[2];
    const struct aiocb *list[1] = { &pending };
    char *image[] = { arguments[0], arguments[1], "image", NULL };
    use(arguments[1]);
    if (count > 2) return 0;
    if (pipe(ends) != 0) abort();
    pending.aio_fildes = ends[0];
    pending.aio_buf = bytes[1];
    pending.aio_nbytes = 8;
    pending.aio_sigevent.sigev_notify = SIGEV_NONE;
    if (aio_read(&pending) != 0) abort();
    pid_t child = fork();
    if (child == 0) {
        close(ends[0]); /* the child's own: the parent's request goes on */
        execv(image[0], image);
        _exit(1);
    }
    await(child);
    child = vfork();
    if (child == 0) {
        close(ends[0]);
        execv(image[0], image);
        _exit(1);
    }
    await(child);
    if (posix_spawn(&child, image[0], NULL, NULL, image, environ) != 0) abort();
    await(child);
    if (aio_error(&pending) != EINPROGRESS || write(ends[1], "12345678", 8) != 8) abort();
    while (aio_error(&pending) == EINPROGRESS) aio_suspend(list, 1, NULL);
    if (aio_return(&pending) != 8) abort();
    execv(image[0], image);
    return 1;
}
