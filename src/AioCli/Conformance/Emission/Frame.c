#define _GNU_SOURCE
#include <aio.h>
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <sched.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/types.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#define HELPER static __attribute__((unused))

enum { ATTEMPTS = @ATTEMPTS@, PATIENCE_MS = 5000, MOST_MS = 60000, LIMIT_MS = @LIMIT@, ENDS = @ENDS@, HUNG = 3, CALLS = @CALLS@, NOTICES = @NOTICES@, MOST = 256 };

/* What calls returned: a row for each call of the program, an entry each time it was made. */
struct result { long value; int error; uint64_t hash; int order; };
static struct { atomic_int begun, ended; struct result results[MOST]; } calls[CALLS + 1];

/* A control block and its buffer. */
struct block { struct aiocb cb; size_t size; atomic_int status, accepted; unsigned char buf[]; };

static atomic_int running, returns;

HELPER long now_ms(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

HELPER void pause_ns(long long ns)
{
    struct timespec t = { ns / 1000000000, ns % 1000000000 };
    if (ns >= 200000) { nanosleep(&t, NULL); return; }
    struct timespec start, at;
    clock_gettime(CLOCK_MONOTONIC, &start);
    do clock_gettime(CLOCK_MONOTONIC, &at);
    while ((at.tv_sec - start.tv_sec) * 1000000000LL + at.tv_nsec - start.tv_nsec < ns);
}

HELPER void await(atomic_int *gate)
{
    for (int i = 0; !atomic_load(gate); i++) if (i > 2000) { struct timespec t = { 0, 20000 }; nanosleep(&t, NULL); }
}

HELPER uint64_t hash_of(const void *bytes, size_t length)
{
    uint64_t hash = 0xcbf29ce484222325u;
    for (size_t i = 0; i < length; i++) hash = (hash ^ ((const unsigned char *)bytes)[i]) * 0x100000001b3u;
    return hash;
}

HELPER void tag(unsigned char *to, uint32_t writer, uint64_t from, size_t length)
{
    for (size_t i = 0; i < length; i++)
    {
        uint64_t at = from + i, word = ((uint64_t)writer << 40) + (at >> 3) + 0x9E3779B97F4A7C15u;
        word = (word ^ (word >> 30)) * 0xBF58476D1CE4E5B9u;
        word = (word ^ (word >> 27)) * 0x94D049BB133111EBu;
        to[i] = (unsigned char)((word ^ (word >> 31)) >> ((at & 7) * 8));
    }
}

HELPER void begin(int call) { atomic_fetch_add(&calls[call].begun, 1); errno = 0; }

HELPER long end_with(int call, long value, int error, uint64_t hash)
{
    int n = atomic_load(&calls[call].ended);
    if (n < MOST) calls[call].results[n] = (struct result){ value, value == -1 ? error : 0, hash, atomic_fetch_add(&returns, 1) };
    atomic_store(&calls[call].ended, n + 1);
    return value;
}

HELPER long end(int call, long value) { return end_with(call, value, errno, 0); }

HELPER int returned(int call, int nth, long value, int error)
{
    int ended = atomic_load(&calls[call].ended);
    for (int i = nth < 0 ? 0 : nth; i < ended && i < MOST && (nth < 0 || i == nth); i++)
    {
        const struct result *r = &calls[call].results[i];
        if (r->value == value && (error < 0 || r->error == error)) return 1;
    }
    return 0;
}

HELPER int is(const struct result *r, long value, int error) { return r->value == value && (error < 0 || r->error == error); }

/* The call returned this, and what the other one had returned last before it is that. */
HELPER int returned_after(int call, long value, int error, int before, long before_value, int before_error)
{
    int ended = atomic_load(&calls[call].ended), ended_before = atomic_load(&calls[before].ended);
    for (int i = 0; i < ended && i < MOST; i++)
    {
        const struct result *r = &calls[call].results[i], *last = NULL;
        for (int j = 0; j < ended_before && j < MOST && calls[before].results[j].order < r->order; j++) last = &calls[before].results[j];
        if (is(r, value, error) && last != NULL && is(last, before_value, before_error)) return 1;
    }
    return 0;
}

HELPER int returned_bytes(int call, int nth, uint64_t hash)
{
    int ended = atomic_load(&calls[call].ended);
    for (int i = nth < 0 ? 0 : nth; i < ended && i < MOST && (nth < 0 || i == nth); i++)
        if (calls[call].results[i].hash == hash) return 1;
    return 0;
}

HELPER int pending(int call) { return atomic_load(&calls[call].begun) > atomic_load(&calls[call].ended); }

/* The status of a request when it is over, or when it has had two seconds. */
HELPER int ends_with(struct aiocb *cb, int status)
{
    for (long start = now_ms(); aio_error(cb) == EINPROGRESS && now_ms() - start < 2000;) pause_ns(1000000);
    return aio_error(cb) == status;
}

HELPER struct block *block(size_t size)
{
    struct block *b = mmap(NULL, sizeof *b + size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (b == MAP_FAILED) { perror("mmap"); _exit(2); }
    b->size = size;
    atomic_store(&b->status, EINPROGRESS);
    return b;
}

HELPER void unblock(struct block *b) { munmap(b, sizeof *b + b->size); }

HELPER int file_is(const char *path, size_t length, uint64_t hash)
{
    int fd = open(path, O_RDONLY);
    struct stat st;
    if (fd < 0 || fstat(fd, &st) != 0) return 0;
    unsigned char *bytes = malloc((size_t)st.st_size + 1);
    ssize_t n = bytes == NULL ? -1 : pread(fd, bytes, (size_t)st.st_size, 0);
    int same = n >= 0 && (size_t)n == length && hash_of(bytes, length) == hash;
    free(bytes);
    close(fd);
    return same;
}

HELPER void make_file(const char *path, const unsigned char *bytes, size_t length)
{
    int fd = open(path, O_RDWR | O_CREAT | O_TRUNC, 0600);
    if (fd < 0 || (length > 0 && write(fd, bytes, length) != (ssize_t)length)) { perror(path); _exit(2); }
    close(fd);
}

/* Notifications: how often each came. */
static struct { int signo; int function; union sigval value; atomic_int times; } notices[NOTICES + 1];

HELPER void note(int signo, int function, union sigval value)
{
    for (int i = 0; i < NOTICES; i++)
        if (notices[i].signo == signo && notices[i].function == function && notices[i].value.sival_ptr == value.sival_ptr)
            { atomic_fetch_add(&notices[i].times, 1); return; }
    atomic_fetch_add(&notices[NOTICES].times, 1);
}

HELPER union sigval number(int value) { union sigval v; memset(&v, 0, sizeof v); v.sival_int = value; return v; }

HELPER union sigval pointer(void *value) { union sigval v; memset(&v, 0, sizeof v); v.sival_ptr = value; return v; }

/* The signals of the program are for its own threads, not for the one that looks on. */
static sigset_t unblocked;

HELPER void finished(void *unused) { (void)unused; atomic_fetch_sub(&running, 1); }

static int defect(void);

/* A signal that ends the program, and rightly: what was seen until then counts. */
HELPER void ended_by(int signo) { (void)signo; _exit(defect() ? 1 : 0); }

@PROGRAM@

static void *(*const threads[])(void *) = { @THREADS@ };

/* The n-th attempt, in a process of its own: exits with 1 when the defect shows, with HUNG when it does not end though it always has to. Each thread begins a little later than the one
 * before, by turns from not at all to 0.7 ms. */
static void attempt(int nth)
{
    pthread_t ids[sizeof threads / sizeof *threads];
    sigset_t all;
    sigfillset(&all);
    pthread_sigmask(SIG_BLOCK, &all, &unblocked);
    set_up();
    atomic_store(&running, (int)(sizeof threads / sizeof *threads));
    for (size_t i = 0; i < sizeof threads / sizeof *threads; i++)
    {
        if (i > 0) pause_ns(nth % 8 * 100000LL);
        if (pthread_create(&ids[i], NULL, threads[i], NULL) != 0) _exit(2);
    }
    for (long start = now_ms(); atomic_load(&running) > 0 && now_ms() - start < LIMIT_MS;) pause_ns(300000);
    if (ENDS && atomic_load(&running) > 0) _exit(HUNG);
    /* What is still to come has some time, and what must not come as well. */
    pause_ns(@SETTLE@000000LL);
    _exit(defect() ? 1 : 0);
}

/* Not a signal that the program itself sends: before it is caught, that one ends it rightly. */
static int is_crash(int signo)
{
    return signo == SIGSEGV || signo == SIGBUS || signo == SIGABRT || signo == SIGILL || signo == SIGFPE || signo == @KILLER@;
}

int main(void)
{
    char folder[] = "/tmp/defect-XXXXXX";
    if (mkdtemp(folder) == NULL || chdir(folder) != 0) { perror(folder); return 2; }
    int shown = 0, died = 0, hung = 0, tried = 0;
    long begun = now_ms(), taken = 0; /* Attempts that are short are made until PATIENCE_MS are over, long ones until MOST_MS are. */
    while ((tried < ATTEMPTS ? taken < MOST_MS : taken < PATIENCE_MS) && shown == 0 && died == 0 && hung < 2)
    {
        pid_t child = fork();
        if (child == 0) attempt(tried);
        int status = 0;
        for (long start = now_ms(); waitpid(child, &status, WNOHANG) == 0; pause_ns(500000))
            if (now_ms() - start > LIMIT_MS + 3000) { kill(child, SIGKILL); waitpid(child, &status, 0); hung += ENDS; break; }
        if (WIFSIGNALED(status) && is_crash(WTERMSIG(status))) died = WTERMSIG(status);
        else if (WIFEXITED(status) && WEXITSTATUS(status) == 1) shown = 1;
        else if (WIFEXITED(status) && WEXITSTATUS(status) == HUNG) hung++;
        taken = now_ms() - begun;
        tried++;
        clear();
    }
    if (chdir("/") == 0) rmdir(folder);
    if (died != 0) printf("attempt %d: the process was killed by signal %d\n", tried, died);
    if (shown != 0) printf("attempt %d: %s\n", tried, "@WHAT@");
    if (hung > 1) printf("attempt %d: for the second time a call does not return that always has to\n", tried);
    if (shown == 0 && died == 0 && hung < 2) printf("not shown in %d attempts\n", tried);
    return shown != 0 || died != 0 || hung > 1;
}
