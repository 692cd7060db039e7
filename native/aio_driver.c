/*
 * Performs programs against the asynchronous I/O that it is linked with (or that is preloaded), and tells what was seen.
 *
 * It speaks the driver protocol of docs/formats.md on standard input and output. Each program runs in a process of its
 * own, forked from this one, with its events in shared memory: what was seen before a crash or a hang is not lost.
 *
 *     cc -std=c11 -O2 -pthread -o aio_driver aio_driver.c
 *
 *  1. What there is            6. Control blocks and buffers   11. Reading a script
 *  2. Names of constants       7. The calls of aio.h           12. Supervising a program
 *  3. Bytes                    8. Other calls                  13. Telling what was seen
 *  4. Recording                9. The table of verbs           14. What this system can do
 *  5. Words of a script       10. Threads and the process      15. The conversation
 */
#ifndef _GNU_SOURCE
#define _GNU_SOURCE
#endif
#include <aio.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <pthread.h>
#include <sched.h>
#include <semaphore.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stddef.h>
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
#include <termios.h>
#include <time.h>
#include <unistd.h>
#ifdef __linux__
#include <dirent.h>
#include <sys/ioctl.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#endif

/* ------------------------------------------------------------------ 1. What there is */

enum {
    MAX_EVENTS = 1 << 16,
    MAX_BYTES = 1 << 26,
    MAX_THREADS = 256,
    MAX_GATES = 64,
    MAX_LOOPS = 32,
    MAX_FUNCTIONS = 32,
    MAX_SIGNALS = 129,
    MAX_CODE = 1 << 14,
    MAX_PATHS = 64,
    MAX_BLOCKS = 1 << 12,
    MAX_FLAGS = 256,
    MAX_VARIABLES = 256,
    MAX_RULES = 64,
    MAX_LATENCIES = 64,
    MAX_DESCRIPTORS = 1024,
    LONELY_USER = 1000000000,
    HIGH_DESCRIPTOR = 200, /* Our own descriptors are above, so that a program's first one is 3. */
    SPINS = 4000,
    NANOSECONDS = 1000000000,
    SPUN_NANOSECONDS = 200000, /* Shorter sleeps are spun: a timer would not be so exact. */
};

/* The slot of shared.deadline that holds of transfers have. */
enum { HOLDS = MAX_THREADS - 1 };

/* What a value of an event is, and how it is told. */
enum kind { NUMBER, ERROR_NUMBER, CANCEL_ANSWER, SIGNAL_NUMBER };

/* One event. Its place among the events is the order in which they happened. */
struct event {
    int64_t time;
    int64_t value;
    atomic_uint ready;
    int32_t site;
    int32_t thread;
    int32_t error;
    uint32_t from, length; /* Bytes that came with it; for '>' descriptors beyond two. */
    int32_t code;
    int32_t object, number; /* A sigval: an object where that is not negative. */
    char mark;
    uint8_t kind;
    uint8_t count; /* '>': descriptors. '<': 1, bytes came with it; 2, a second value; 3, code and value. */
};

/* A gate of the program: opened once for ever, by any thread, handler or process. */
struct gate {
    atomic_int open;
    sem_t turnstile;
};

/* What the processes of a program and the one that watches them have in common. */
struct shared {
    atomic_uint next_event, next_byte, next_thread;
    atomic_int started, gone, finished, children_died, forks, winds_up;
    sem_t ended;
    atomic_llong last, deadline[MAX_THREADS];
    int64_t origin;
    struct gate gates[MAX_GATES];
    struct event events[MAX_EVENTS];
    uint8_t bytes[MAX_BYTES];
};

/* A sigval on the wire: the address of an object, or an int. */
struct wire_value {
    int object, number;
};

struct sigevent_words {
    int notify, signal, function;
    bool attributes;
    struct wire_value value;
};

struct piece {
    enum { LITERAL, FILL, TAG } what;
    const uint8_t *literal;
    int32_t writer;
    uint64_t from;
    size_t length;
};

struct data {
    bool is_there;
    size_t length;
    int count;
    struct piece *pieces;
};

/* A descriptor: its number, or the variable that holds it. */
struct descriptor {
    int number, variable;
};

struct block_words {
    int block; /* -1: a NULL element. */
    struct descriptor fd;
    int64_t offset;
    uint64_t nbytes;
    int priority, opcode;
    bool garbage;
    struct data data;
    struct sigevent_words notification;
};

enum condition_kind { FLAG, NOT_FLAG, IN_PROGRESS, FINISHED, ACCEPTED };

struct condition {
    enum condition_kind kind;
    int count;
    int *numbers;
};

/* What stands behind a verb. Which members are used is known to the verb. */
struct words {
    struct descriptor fds[2];
    int count, mode, block, function, path;
    int *blocks;
    struct block_words *elements;
    struct sigevent_words *notification;
    struct wire_value *reused;
    struct aiocb **list; /* Storage of a list and of its notification: they outlive the call. */
    struct sigevent *list_notification;
    int64_t numbers[3];
    struct data data;
    bool timed;
    struct timespec timeout;
    int signal;
    sigset_t set;
    struct wire_value value;
    int variables[2];
};

struct result {
    int64_t value;
    int error;
    enum kind kind;
    int count; /* As in struct event. */
    const uint8_t *bytes;
    size_t length;
    int code;
    struct wire_value other;
};

struct thread;

struct verb {
    const char *name;
    void (*parse)(struct words *words);
    void (*prepare)(struct thread *self, const struct words *words);
    struct result (*perform)(struct thread *self, const struct words *words);
};

enum operation { END, JUMP, COUNT, TURN, UNLESS, SET_FLAG, CALL };

struct instruction {
    enum operation operation;
    int target, counter;
    int64_t most;
    struct condition condition;
    const struct verb *verb;
    struct words words;
};

struct block {
    struct aiocb *cb;
    uint8_t *buffer;
    uint8_t *kept; /* What a held buffer is to hold. */
    size_t capacity, length;
    bool was_used, is_freed;
    atomic_int held;
    int64_t latency; /* Of a held transfer, from when it touches the buffer. */
    int64_t due;     /* 0: it has not touched it. */
    int gate;        /* -1: none. */
    volatile sig_atomic_t accepted, doubtful, finished, reaped, reads, submitted;
};

struct path {
    enum { ABSENT, REGULAR, DIRECTORY, CHARACTER, NULL_DEVICE, ZERO_DEVICE, FULL_DEVICE } kind;
    struct data data;
    char name[16];
    char device[64];   /* What is opened instead, where it is no file of ours. */
    int terminal;      /* The controlling side of a pseudo-terminal; -1: none. */
    uint8_t *waiting;  /* What was written to it and has not come back yet. */
    size_t from, to, size;
};

/* A rule of the device script: of those that match a transfer the first with a latency counts, and the first with a gate. */
struct rule {
    enum { ANY, READS, WRITES, SYNCHRONIZATIONS } operation;
    int path, block, nth, gate, count;
    int64_t from, to, numerator, denominator;
    int64_t latencies[MAX_LATENCIES];
};

struct script {
    char error[160];
    struct instruction code[MAX_CODE];
    int code_count;
    int threads[MAX_THREADS], thread_count;
    int functions[MAX_FUNCTIONS], function_count;
    int gate_count, object_count;
    struct path paths[MAX_PATHS];
    int path_count;
    struct rule rules[MAX_RULES];
    int rule_count;
    uint64_t seed;
    struct block blocks[MAX_BLOCKS];
    int block_count;
    bool jumps, notifies, drops_user;
    uint8_t *arena;
    size_t arena_used, arena_size;
};

/* A call that a thread is in. */
struct frame {
    struct frame *below, *interrupted;
    volatile sig_atomic_t is_open;
    sigjmp_buf escape;
};

struct thread {
    int id, entry;
    pthread_t handle;
    struct frame *volatile frames;
    struct frame *volatile interrupted; /* What the innermost handler runs on top of. */
    volatile sig_atomic_t depth, handlers, leaves, exits;
    int fds[2];
    int *list_fds;
    int list_capacity;
};

/* The process that runs a program. */
struct process {
    volatile int variables[MAX_VARIABLES];
    volatile sig_atomic_t flags[MAX_FLAGS];
    volatile sig_atomic_t actions[MAX_SIGNALS]; /* The function of a signal, or -1. */
    struct thread threads[MAX_THREADS];
    char objects[MAX_BLOCKS];
    atomic_int live, children, owed_callbacks, begun_callbacks, ended_callbacks;
    bool is_child;
    int paths[MAX_DESCRIPTORS]; /* The path that a descriptor was opened with, + 1. */
    atomic_int matches[MAX_RULES];
    atomic_ullong drawn;
    int faults, wake[2]; /* userfaultfd, and a pipe that wakes who attends to it. */
    uint8_t *buffers;
};

static struct driver {
    pthread_attr_t attributes; /* Of notification threads, where the program wants any. */
    struct shared *shared;
    struct script script;
    struct process process;
    size_t page;
    int directory, self;
    FILE *out;
    char input[1 << 16];
    size_t input_from, input_to;
    char *line;
    size_t line_size;
} driver;

static _Thread_local struct thread *current;

static int64_t now(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (int64_t)t.tv_sec * NANOSECONDS + t.tv_nsec;
}

/* How long the other threads had a processor. */
static int64_t time_of_others(void)
{
    struct timespec all = { 0, 0 }, own = { 0, 0 };
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &all);
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &own);
    return (all.tv_sec - own.tv_sec) * NANOSECONDS + all.tv_nsec - own.tv_nsec;
}

static int high(int fd)
{
    return fcntl(fd, F_DUPFD_CLOEXEC, HIGH_DESCRIPTOR);
}

static void relax(int spins)
{
    if (spins > SPINS) sched_yield();
}

/* ------------------------------------------------------------------ 2. Names of constants */

struct name {
    const char *name;
    int number;
};

#define NAME(constant) { #constant, constant }

static const struct name errors[] = {
    NAME(EPERM), NAME(ENOENT), NAME(EINTR), NAME(EIO), NAME(ENXIO), NAME(EBADF), NAME(EAGAIN), NAME(ENOMEM), NAME(EACCES),
    NAME(EFAULT), NAME(EBUSY), NAME(EEXIST), NAME(EISDIR), NAME(EINVAL), NAME(EMFILE), NAME(EFBIG), NAME(ENOSPC),
    NAME(ESPIPE), NAME(EROFS), NAME(EPIPE), NAME(ERANGE), NAME(ENOSYS), NAME(EBADMSG), NAME(EOVERFLOW), NAME(EDESTADDRREQ),
    NAME(ENOTSUP), NAME(ENETDOWN), NAME(ECONNRESET), NAME(ENOBUFS), NAME(ENOTCONN), NAME(ENOTSOCK), NAME(ETIMEDOUT), NAME(EINPROGRESS),
    NAME(EDQUOT), NAME(ECANCELED), { NULL, 0 },
};

static const struct name signals[] = {
    NAME(SIGHUP), NAME(SIGINT), NAME(SIGQUIT), NAME(SIGILL), NAME(SIGABRT), NAME(SIGFPE), NAME(SIGKILL), NAME(SIGUSR1), NAME(SIGSEGV),
    NAME(SIGUSR2), NAME(SIGPIPE), NAME(SIGALRM), NAME(SIGTERM), NAME(SIGBUS), NAME(SIGCHLD), NAME(SIGCONT), NAME(SIGURG),
    NAME(SIGXFSZ), NAME(SIGWINCH), NAME(SIGIO), { NULL, 0 },
};

static const struct name notifications[] = {
    NAME(SIGEV_NONE), NAME(SIGEV_SIGNAL), NAME(SIGEV_THREAD),
#ifdef SIGEV_THREAD_ID
    NAME(SIGEV_THREAD_ID),
#endif
    { NULL, 0 },
};

static const struct name opcodes[] = { NAME(LIO_READ), NAME(LIO_WRITE), NAME(LIO_NOP), { NULL, 0 } };
static const struct name modes[] = { NAME(LIO_WAIT), NAME(LIO_NOWAIT), { NULL, 0 } };
static const struct name answers[] = { NAME(AIO_CANCELED), NAME(AIO_NOTCANCELED), NAME(AIO_ALLDONE), { NULL, 0 } };
static const struct name codes[] = {
    NAME(SI_USER), NAME(SI_QUEUE), NAME(SI_TIMER), NAME(SI_ASYNCIO), { NULL, 0 },
};
static const struct name flags[] = {
    NAME(O_RDONLY), NAME(O_WRONLY), NAME(O_RDWR), NAME(O_CREAT), NAME(O_TRUNC), NAME(O_APPEND), NAME(O_NONBLOCK),
    NAME(O_DSYNC), NAME(O_SYNC), { NULL, 0 },
};
static const struct name synchronizations[] = { NAME(O_SYNC), NAME(O_DSYNC), { NULL, 0 } };
static const struct name mask_changes[] = { NAME(SIG_BLOCK), NAME(SIG_UNBLOCK), { NULL, 0 } };

static const struct name resources[] = {
    NAME(RLIMIT_FSIZE), NAME(RLIMIT_AS),
#ifdef RLIMIT_NPROC
    NAME(RLIMIT_NPROC),
#endif
#ifdef RLIMIT_SIGPENDING
    NAME(RLIMIT_SIGPENDING),
#endif
    { NULL, 0 },
};

static const struct name system_variables[] = {
    NAME(_SC_ASYNCHRONOUS_IO), NAME(_SC_PRIORITIZED_IO), NAME(_SC_SYNCHRONIZED_IO), NAME(_SC_FSYNC), NAME(_SC_MONOTONIC_CLOCK),
    NAME(_SC_THREAD_PRIORITY_SCHEDULING), NAME(_SC_REALTIME_SIGNALS), NAME(_SC_AIO_LISTIO_MAX), NAME(_SC_AIO_MAX),
    NAME(_SC_AIO_PRIO_DELTA_MAX), NAME(_SC_SIGQUEUE_MAX), NAME(_SC_RTSIG_MAX), NAME(_SC_VERSION), NAME(_SC_OPEN_MAX),
    NAME(_SC_PAGESIZE), { NULL, 0 },
};

static const struct name file_variables[] = {
    NAME(_PC_ASYNC_IO), NAME(_PC_PRIO_IO), NAME(_PC_SYNC_IO), NAME(_PC_PIPE_BUF), { NULL, 0 },
};

static const char *name_of(const struct name *names, int number)
{
    for (; names->name != NULL; names++)
        if (names->number == number) return names->name;
    return NULL;
}

/* ------------------------------------------------------------------ 3. Bytes */

/* Bytes that name their writer: docs/formats.md. */
static uint8_t pattern(int32_t writer, uint64_t i)
{
    uint64_t w = ((uint64_t)(uint32_t)writer << 40) + (i >> 3) + 0x9E3779B97F4A7C15u;
    w = (w ^ (w >> 30)) * 0xBF58476D1CE4E5B9u;
    w = (w ^ (w >> 27)) * 0x94D049BB133111EBu;
    return (uint8_t)((w ^ (w >> 31)) >> (8 * (i & 7)));
}

static void copy_data(const struct data *data, uint8_t *to, size_t size)
{
    for (int i = 0; i < data->count && size > 0; i++) {
        const struct piece *piece = &data->pieces[i];
        size_t length = piece->length < size ? piece->length : size;
        if (piece->what == LITERAL) memcpy(to, piece->literal, length);
        else if (piece->what == FILL) memset(to, (int)(uint8_t)piece->writer, length);
        else
            for (size_t k = 0; k < length; k++) to[k] = pattern(piece->writer, piece->from + k);
        to += length;
        size -= length;
    }
}

/* ------------------------------------------------------------------ 4. Recording
 * One array for all threads: the place of an event is taken by one atomic addition, so that places tell exactly which of
 * two events was first. A call is noted before it is made, its return after it has come. The time is read before the place
 * is taken: then a place that is later by its time than one after it may be told with the later of the two times.
 * Everything here may run in a signal handler. */

static _Noreturn void stop_for_ever(void)
{
    for (;;) {
        struct timespec t = { 3600, 0 };
        nanosleep(&t, NULL);
    }
}

static struct event *begin_event(int thread, char mark, int site)
{
    int64_t time = now();
    unsigned place = atomic_fetch_add(&driver.shared->next_event, 1);
    if (place >= MAX_EVENTS) stop_for_ever(); /* Who watches sees that there are too many. */
    struct event *event = &driver.shared->events[place];
    event->time = time - driver.shared->origin;
    event->thread = thread;
    event->mark = mark;
    event->site = site;
    event->value = event->error = event->code = event->number = 0;
    event->object = -1;
    event->from = event->length = 0;
    event->kind = event->count = 0;
    atomic_store_explicit(&driver.shared->last, time, memory_order_relaxed);
    return event;
}

static void end_event(struct event *event)
{
    atomic_store_explicit(&event->ready, 1, memory_order_release);
}

static void note(int thread, char mark, int site)
{
    end_event(begin_event(thread, mark, site));
}

static void attach(struct event *event, const void *bytes, size_t length)
{
    unsigned from = atomic_fetch_add(&driver.shared->next_byte, (unsigned)length);
    if (length > MAX_BYTES || from > MAX_BYTES - length) {
        atomic_store(&driver.shared->next_event, MAX_EVENTS);
        stop_for_ever();
    }
    event->from = from;
    event->length = (uint32_t)length;
    memcpy(driver.shared->bytes + from, bytes, length);
}

static void note_result(int thread, const struct result *result)
{
    struct event *event = begin_event(thread, '<', 0);
    event->value = result->value;
    event->error = result->error;
    event->kind = (uint8_t)result->kind;
    event->count = (uint8_t)result->count;
    event->code = result->code;
    event->object = result->other.object;
    event->number = result->other.number;
    if (result->count == 1) attach(event, result->bytes, result->length);
    end_event(event);
}

/* While a thread waits with a timeout, nothing has to happen before that. */
static int64_t expect_until(int thread, int64_t time)
{
    if (thread >= MAX_THREADS) return 0;
    return atomic_exchange(&driver.shared->deadline[thread], time);
}

static struct wire_value value_of(union sigval value)
{
    uintptr_t at = (uintptr_t)value.sival_ptr;
    const struct script *script = &driver.script;
    struct wire_value told = { -1, value.sival_int };
    if (script->block_count > 0) {
        uintptr_t first = (uintptr_t)script->blocks[0].cb;
        if (at >= first && at < first + (size_t)script->block_count * driver.page && (at - first) % driver.page == 0) {
            told.object = (int)((at - first) / driver.page);
            return told;
        }
    }
    uintptr_t objects = (uintptr_t)driver.process.objects;
    if (at >= objects && at < objects + MAX_BLOCKS) told.object = script->block_count + (int)(at - objects);
    return told;
}

static union sigval sigval_of(struct wire_value value)
{
    union sigval v;
    memset(&v, 0, sizeof v);
    if (value.object < 0) v.sival_int = value.number;
    else if (value.object < driver.script.block_count) v.sival_ptr = driver.script.blocks[value.object].cb;
    else v.sival_ptr = &driver.process.objects[(value.object - driver.script.block_count) % MAX_BLOCKS];
    return v;
}

/* ------------------------------------------------------------------ 5. Words of a script */

static char *cursor;

static void fail(const char *format, ...)
{
    if (driver.script.error[0] != 0) return;
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(driver.script.error, sizeof driver.script.error, format, arguments);
    va_end(arguments);
}

static void *keep(size_t size)
{
    struct script *script = &driver.script;
    size_t from = (script->arena_used + 15) & ~(size_t)15;
    if (size > script->arena_size - from || from > script->arena_size) {
        fail("the script is too large");
        from = 0;
        if (size > script->arena_size) exit(2);
    }
    script->arena_used = from + size;
    return memset(script->arena + from, 0, size);
}

static const char *word(void)
{
    while (*cursor == ' ') cursor++;
    char *start = cursor;
    while (*cursor != 0 && *cursor != ' ') cursor++;
    if (*cursor != 0) *cursor++ = 0;
    return start;
}

static bool at_end(void)
{
    while (*cursor == ' ') cursor++;
    return *cursor == 0;
}

static int64_t to_number(const char *text)
{
    char *end;
    errno = 0;
    long long number = strtoll(text, &end, 0);
    if (*text == 0 || *end != 0 || errno != 0) fail("'%s' is no number", text);
    return number;
}

static int64_t number(void)
{
    return to_number(word());
}

static int index_below(int limit, const char *what)
{
    int64_t n = number();
    if (n >= 0 && n < limit) return (int)n;
    fail("there is no %s %lld", what, (long long)n);
    return 0;
}

static int to_constant(const struct name *names, const char *text)
{
    for (const struct name *name = names; name->name != NULL; name++)
        if (strcmp(name->name, text) == 0) return name->number;
    return (int)to_number(text);
}

static int constant(const struct name *names)
{
    return to_constant(names, word());
}

static int to_signal(const char *text)
{
    if (strncmp(text, "SIGRTMIN", 8) == 0) return SIGRTMIN + (text[8] == '+' ? (int)to_number(text + 9) : 0);
    if (strncmp(text, "SIGRTMAX", 8) == 0) return SIGRTMAX - (text[8] == '-' ? (int)to_number(text + 9) : 0);
    return to_constant(signals, text);
}

static int open_flags(void)
{
    char *text = (char *)(uintptr_t)word();
    int value = 0;
    for (char *bar; text != NULL; text = bar) {
        bar = strchr(text, '|');
        if (bar != NULL) *bar++ = 0;
        value |= to_constant(flags, text);
    }
    return value;
}

static struct descriptor fd_word(void)
{
    const char *text = word();
    struct descriptor fd = { 0, -1 };
    if (*text == '$') fd.variable = (int)to_number(text + 1);
    else fd.number = (int)to_number(text);
    if (fd.variable >= MAX_VARIABLES) fail("there is no variable %d", fd.variable);
    return fd;
}

static struct wire_value value_word(const char *text)
{
    struct wire_value value = { -1, 0 };
    if (*text == '&') value.object = (int)to_number(text + 1);
    else value.number = (int)to_number(text);
    return value;
}

static int hex_digit(char c)
{
    if (c >= '0' && c <= '9') return c - '0';
    if (c >= 'a' && c <= 'f') return c - 'a' + 10;
    fail("'%c' is no hexadecimal digit", c);
    return 0;
}

static void hex_piece(struct piece *piece, const char *digits, size_t length)
{
    uint8_t *bytes = keep(length / 2 + 1);
    for (size_t i = 0; i + 1 < length; i += 2) bytes[i / 2] = (uint8_t)(hex_digit(digits[i]) << 4 | hex_digit(digits[i + 1]));
    piece->literal = bytes;
    piece->length = length / 2;
}

/* One piece: xHEX, fBYTE*LENGTH or tWRITER*LENGTH@FROM. */
static void piece_word(struct piece *piece, char *text, size_t length)
{
    long long writer = 0;
    unsigned long long count = 0, from = 0;
    if (*text == 'x') {
        hex_piece(piece, text + 1, length - 1);
        return;
    }
    piece->what = *text == 'f' ? FILL : TAG;
    if (sscanf(text + 1, "%lld*%llu@%llu", &writer, &count, &from) < 2 || (*text != 'f' && *text != 't')) fail("'%s' is no data", text);
    piece->writer = (int32_t)writer;
    piece->length = (size_t)count;
    piece->from = from;
}

/* '-' is no data; else pieces joined by '+'. */
static struct data data_word(void)
{
    char *text = (char *)(uintptr_t)word();
    struct data data = { 0 };
    if (strcmp(text, "-") == 0) return data;
    data.is_there = true;
    int count = 1;
    for (const char *c = text; *c != 0; c++) count += *c == '+';
    data.pieces = keep((size_t)count * sizeof *data.pieces);
    for (; text != NULL; data.count++) {
        char *plus = strchr(text, '+');
        if (plus != NULL) *plus++ = 0;
        piece_word(&data.pieces[data.count], text, strlen(text));
        data.length += data.pieces[data.count].length;
        text = plus;
    }
    return data;
}

/* NOTIFY SIGNAL VALUE FUNCTION ATTRIBUTES; function and attributes may be '-'. */
static struct sigevent_words sigevent_word(void)
{
    struct sigevent_words words;
    words.notify = constant(notifications);
    words.signal = to_signal(word());
    words.value = value_word(word());
    const char *function = word();
    words.function = strcmp(function, "-") == 0 ? -1 : (int)to_number(function);
    words.attributes = strcmp(word(), "-") != 0;
    if (words.function >= MAX_FUNCTIONS) fail("there is no function %d", words.function);
    if (words.notify != SIGEV_NONE) driver.script.notifies = true;
    return words;
}

/* BLOCK FD OFFSET NBYTES REQPRIO OPCODE GARBAGE DATA and a sigevent. */
static struct block_words block_word(int block)
{
    struct block_words words;
    memset(&words, 0, sizeof words);
    words.block = block;
    words.fd = fd_word();
    words.offset = number();
    words.nbytes = strtoull(word(), NULL, 10);
    words.priority = (int)number();
    words.opcode = constant(opcodes);
    words.garbage = number() != 0;
    words.data = data_word();
    words.notification = sigevent_word();
    return words;
}

static void timeout_word(struct words *words)
{
    const char *text = word();
    if (strcmp(text, "NULL") == 0) return;
    words->timed = true;
    words->timeout.tv_sec = (time_t)to_number(text);
    words->timeout.tv_nsec = (long)number();
}

static void set_word(struct words *words)
{
    sigemptyset(&words->set);
    words->count = (int)number();
    if (words->count == 0) sigfillset(&words->set);
    for (int i = 0; i < words->count; i++) sigaddset(&words->set, to_signal(word()));
}

/* ------------------------------------------------------------------ 6. Control blocks and buffers
 * Each control block is a page of its own and so is each buffer, with an inaccessible page behind: who touches one that was
 * freed, or goes past the end, is killed. */

static void *map(void *at, size_t size, int protection)
{
    void *memory = mmap(at, size, protection, MAP_PRIVATE | MAP_ANONYMOUS | (at != NULL ? MAP_FIXED : 0), -1, 0);
    return memory == MAP_FAILED ? NULL : memory;
}

static size_t whole_pages(size_t size)
{
    return (size + driver.page - 1) / driver.page * driver.page + (size == 0 ? driver.page : 0);
}

/* Holding a transfer of a regular file: the pages of its buffer are taken away, and who attends to the faults gives them
 * back when the transfer may go on. Until then the system cannot touch the buffer, and the request stays in progress. */
#ifdef __linux__
struct fault_api { uint64_t api, features, ioctls; };
struct fault_range { uint64_t start, length; };
struct fault_register { struct fault_range range; uint64_t mode, ioctls; };
struct fault_copy { uint64_t to, from, length, mode; int64_t copied; };
struct fault_message { uint8_t event, reserved[7]; uint64_t flags, address, rest; };

#define FAULT_API _IOWR(0xAA, 0x3F, struct fault_api)
#define FAULT_REGISTER _IOWR(0xAA, 0x00, struct fault_register)
#define FAULT_COPY _IOWR(0xAA, 0x03, struct fault_copy)
#define FAULT_WAKE _IOR(0xAA, 0x02, struct fault_range)

static int open_faults(void)
{
    int fd = (int)syscall(SYS_userfaultfd, O_CLOEXEC | O_NONBLOCK);
    struct fault_api api = { 0xAA, 0, 0 };
    if (fd < 0) return -1;
    if (ioctl(fd, FAULT_API, &api) == 0) return fd;
    close(fd);
    return -1;
}

static bool watch_faults(int fd, void *start, size_t length)
{
    struct fault_register range = { { (uint64_t)(uintptr_t)start, length }, 1, 0 };
    return ioctl(fd, FAULT_REGISTER, &range) == 0;
}

static void give_pages(int fd, void *to, const void *from, size_t length)
{
    for (size_t at = 0; at < length; at += driver.page) {
        struct fault_copy copy = { (uint64_t)(uintptr_t)to + at, (uint64_t)(uintptr_t)from + at, driver.page, 0, 0 };
        struct fault_range range = { copy.to, driver.page };
        if (ioctl(fd, FAULT_COPY, &copy) != 0) ioctl(fd, FAULT_WAKE, &range);
    }
}
#else
static int open_faults(void)
{
    return -1;
}

static bool watch_faults(int fd, void *start, size_t length)
{
    (void)fd, (void)start, (void)length;
    return false;
}

static void give_pages(int fd, void *to, const void *from, size_t length)
{
    (void)fd, (void)to, (void)from, (void)length;
}
#endif

static bool map_blocks(void)
{
    struct script *script = &driver.script;
    size_t total = 0;
    for (int i = 0; i < script->block_count; i++) total += whole_pages(script->blocks[i].capacity) + driver.page;
    if (script->block_count == 0) return true;
    uint8_t *buffers = map(NULL, total, PROT_NONE);
    uint8_t *blocks = map(NULL, (size_t)script->block_count * driver.page, PROT_READ | PROT_WRITE);
    if (buffers == NULL || blocks == NULL) return false;
    driver.process.buffers = buffers;
    uint8_t *kept = script->rule_count > 0 ? map(NULL, total, PROT_READ | PROT_WRITE) : NULL;
    for (int i = 0; i < script->block_count; i++) {
        struct block *block = &script->blocks[i];
        size_t size = whole_pages(block->capacity);
        block->kept = kept == NULL ? NULL : kept + (buffers - driver.process.buffers);
        block->cb = (struct aiocb *)(void *)(blocks + (size_t)i * driver.page);
        block->buffer = buffers;
        if (mprotect(buffers, size, PROT_READ | PROT_WRITE) != 0) return false;
        if (kept != NULL && !watch_faults(driver.process.faults, buffers, size)) kept = NULL;
        buffers += size + driver.page;
    }
    return true;
}

/* The transfer goes on; who else looks at the buffer sees it. */
static void release(struct block *block)
{
    if (atomic_exchange(&block->held, 0) != 0) give_pages(driver.process.faults, block->buffer, block->kept, whole_pages(block->capacity));
}

static void hold(struct block *block, int64_t latency, int gate)
{
    size_t size = whole_pages(block->capacity);
    memcpy(block->kept, block->buffer, block->capacity);
    block->latency = latency;
    block->gate = gate;
    block->due = 0;
    atomic_store(&block->held, 1);
    if (madvise(block->buffer, size, MADV_DONTNEED) != 0) release(block);
}

static uint64_t draw(void)
{
    uint64_t w = driver.script.seed + (atomic_fetch_add(&driver.process.drawn, 1) + 1) * 0x9E3779B97F4A7C15u;
    w = (w ^ (w >> 30)) * 0xBF58476D1CE4E5B9u;
    w = (w ^ (w >> 27)) * 0x94D049BB133111EBu;
    return w ^ (w >> 31);
}

static bool matches(int number, const struct block_words *words, int operation, int path)
{
    const struct rule *rule = &driver.script.rules[number];
    if (rule->operation != ANY && (int)rule->operation != operation) return false;
    if (rule->path >= 0 && rule->path != path) return false;
    if (rule->block >= 0 && rule->block != words->block) return false;
    if (rule->from >= 0 && words->offset + (int64_t)words->nbytes <= rule->from) return false;
    if (rule->to >= 0 && words->offset >= rule->to) return false;
    if (rule->nth > 0 && atomic_fetch_add(&driver.process.matches[number], 1) + 1 != rule->nth) return false;
    return rule->denominator <= 0 || (int64_t)(draw() % (uint64_t)rule->denominator) < rule->numerator;
}

/* Applies the device script to a request that is about to be submitted. */
static void hold_where_scripted(const struct block_words *words, int fd, int operation)
{
    struct block *block = &driver.script.blocks[words->block];
    struct stat status;
    int64_t latency = -1;
    int gate = -1;
    int path = fd >= 0 && fd < MAX_DESCRIPTORS ? driver.process.paths[fd] - 1 : -1;
    if (driver.process.faults < 0 || words->nbytes == 0) return;
    for (int i = 0; i < driver.script.rule_count; i++) {
        const struct rule *rule = &driver.script.rules[i];
        if (!matches(i, words, operation, path)) continue;
        if (latency < 0 && rule->count > 0) latency = rule->latencies[draw() % (uint64_t)rule->count];
        if (gate < 0) gate = rule->gate;
    }
    if ((latency > 0 || gate >= 0) && fstat(fd, &status) == 0 && S_ISREG(status.st_mode)) hold(block, latency > 0 ? latency : 0, gate);
}

static void revive(struct block *block)
{
    block->is_freed = false;
    map(block->cb, driver.page, PROT_READ | PROT_WRITE);
    map(block->buffer, whole_pages(block->capacity), PROT_READ | PROT_WRITE);
}

static void call_back(int function, union sigval value);

/* A notification function of C gets a value and no name, so each function of a program has one in C. */
#define CALLBACK(n) \
    static void callback_##n(union sigval value) { call_back(n, value); }
CALLBACK(0) CALLBACK(1) CALLBACK(2) CALLBACK(3) CALLBACK(4) CALLBACK(5) CALLBACK(6) CALLBACK(7)
CALLBACK(8) CALLBACK(9) CALLBACK(10) CALLBACK(11) CALLBACK(12) CALLBACK(13) CALLBACK(14) CALLBACK(15)
CALLBACK(16) CALLBACK(17) CALLBACK(18) CALLBACK(19) CALLBACK(20) CALLBACK(21) CALLBACK(22) CALLBACK(23)
CALLBACK(24) CALLBACK(25) CALLBACK(26) CALLBACK(27) CALLBACK(28) CALLBACK(29) CALLBACK(30) CALLBACK(31)

static void (*const callbacks[MAX_FUNCTIONS])(union sigval) = {
    callback_0, callback_1, callback_2, callback_3, callback_4, callback_5, callback_6, callback_7,
    callback_8, callback_9, callback_10, callback_11, callback_12, callback_13, callback_14, callback_15,
    callback_16, callback_17, callback_18, callback_19, callback_20, callback_21, callback_22, callback_23,
    callback_24, callback_25, callback_26, callback_27, callback_28, callback_29, callback_30, callback_31,
};

static pthread_attr_t *callback_attributes(void)
{
    return &driver.attributes;
}

static void fill_sigevent(struct sigevent *to, const struct sigevent_words *words)
{
    to->sigev_notify = words->notify;
    to->sigev_signo = words->signal;
    to->sigev_value = sigval_of(words->value);
#ifdef SIGEV_THREAD_ID
    if (words->notify == SIGEV_THREAD_ID) return; /* The members below share their place with the thread's number. */
#endif
    to->sigev_notify_function = words->function >= 0 ? callbacks[words->function] : NULL;
    to->sigev_notify_attributes = words->attributes ? callback_attributes() : NULL;
}

/* Lays out the buffer of a request, before its call is noted: that takes its time. */
static void load_buffer(const struct block_words *words)
{
    struct block *block = &driver.script.blocks[words->block];
    if (block->is_freed) revive(block);
    release(block);
    if (words->data.is_there) copy_data(&words->data, block->buffer, block->capacity);
    block->length = words->nbytes < block->capacity ? (size_t)words->nbytes : block->capacity;
}

/* Makes a control block what the program says, once its call is noted: who asks for the request meanwhile finds the block as it
 * is then. The members that POSIX does not name are zero or garbage at the first use, and afterwards what the implementation
 * has left there. */
static void store_block(const struct block_words *words, int fd)
{
    struct block *block = &driver.script.blocks[words->block];
    if (words->garbage) memset(block->cb, 0xa5, sizeof *block->cb);
    else if (!block->was_used) memset(block->cb, 0, sizeof *block->cb);
    block->was_used = true;
    struct aiocb *cb = block->cb;
    cb->aio_fildes = fd;
    cb->aio_offset = (off_t)words->offset;
    cb->aio_buf = block->buffer;
    cb->aio_nbytes = (size_t)words->nbytes;
    cb->aio_reqprio = words->priority;
    cb->aio_lio_opcode = words->opcode;
    fill_sigevent(&cb->aio_sigevent, &words->notification);
}

/* The descriptor of an element: each but NULL has one. */
static int fd_of_element(const struct thread *self, const struct words *words, int fd)
{
    return words->count > 2 ? self->list_fds[fd] : self->fds[fd];
}

static void store_blocks(const struct thread *self, const struct words *words)
{
    if (words->elements == NULL) return;
    for (int i = 0, fd = 0; i < words->count; i++)
        if (words->elements[i].block >= 0) store_block(&words->elements[i], fd_of_element(self, words, fd++));
}

/* The program forgets what it was told of the request before. */
static void begin_submission(int number, bool reads)
{
    struct block *block = &driver.script.blocks[number];
    block->submitted = 1;
    block->accepted = block->doubtful = block->finished = block->reaped = 0;
    block->reads = reads;
}

static void accepted(const struct block_words *words)
{
    driver.script.blocks[words->block].accepted = 1;
    if (words->notification.notify == SIGEV_THREAD) atomic_fetch_add(&driver.process.owed_callbacks, 1);
}

/* ------------------------------------------------------------------ 7. The calls of aio.h
 * A verb has three parts: it reads its words; it prepares what the call needs, before the call is noted; it makes the call, with the
 * control blocks stored. */

static struct result answer(int64_t value)
{
    struct result result = { .value = value, .error = value == -1 ? errno : 0, .other = { -1, 0 } };
    return result;
}

static int fd_of(struct descriptor fd)
{
    return fd.variable >= 0 ? driver.process.variables[fd.variable] : fd.number;
}

static void parse_block(struct words *words)
{
    words->elements = keep(sizeof *words->elements);
    words->count = 1;
    int block = index_below(MAX_BLOCKS, "control block");
    words->elements[0] = block_word(block);
}

static void prepare_write(struct thread *self, const struct words *words)
{
    load_buffer(&words->elements[0]);
    begin_submission(words->elements[0].block, false);
    hold_where_scripted(&words->elements[0], self->fds[0], WRITES);
}

static void prepare_fsync(struct thread *self, const struct words *words)
{
    (void)self;
    load_buffer(&words->elements[0]);
    begin_submission(words->elements[0].block, false);
}

static void prepare_read(struct thread *self, const struct words *words)
{
    load_buffer(&words->elements[0]);
    begin_submission(words->elements[0].block, true);
    hold_where_scripted(&words->elements[0], self->fds[0], READS);
}

static struct aiocb *cb_of(int block)
{
    return driver.script.blocks[block].cb;
}

static struct result submitted(const struct words *words, int value)
{
    struct result result = answer(value);
    if (value == 0) accepted(&words->elements[0]);
    return result;
}

static struct result do_aio_read(struct thread *self, const struct words *words)
{
    (void)self;
    return submitted(words, aio_read(cb_of(words->elements[0].block)));
}

static struct result do_aio_write(struct thread *self, const struct words *words)
{
    (void)self;
    return submitted(words, aio_write(cb_of(words->elements[0].block)));
}

static void parse_fsync(struct words *words)
{
    words->mode = constant(synchronizations);
    parse_block(words);
}

static struct result do_aio_fsync(struct thread *self, const struct words *words)
{
    (void)self;
    return submitted(words, aio_fsync(words->mode, cb_of(words->elements[0].block)));
}

/* MODE COUNT { NULL | BLOCK … } SIGEVENT|NULL REUSED|- */
static void parse_list(struct words *words)
{
    words->mode = constant(modes);
    words->count = (int)number();
    if (words->count < 0 || words->count > MAX_BLOCKS) { fail("a list of %d", words->count); words->count = 0; }
    words->elements = keep((size_t)words->count * sizeof *words->elements + 1);
    words->list = keep((size_t)words->count * sizeof *words->list + 1);
    for (int i = 0; i < words->count; i++) {
        const char *text = word();
        if (strcmp(text, "NULL") == 0) words->elements[i].block = -1;
        else words->elements[i] = block_word((int)to_number(text));
        if (words->elements[i].block >= MAX_BLOCKS) fail("there is no control block %d", words->elements[i].block);
    }
    if (strcmp(word(), "sig") == 0) {
        words->notification = keep(sizeof *words->notification);
        *words->notification = sigevent_word();
        words->list_notification = keep(sizeof *words->list_notification);
    }
    const char *reused = word();
    if (strcmp(reused, "-") != 0) {
        words->reused = keep(sizeof *words->reused);
        *words->reused = value_word(reused);
    }
}

static bool is_request(const struct block_words *element)
{
    return element->block >= 0 && element->opcode != LIO_NOP;
}

static void prepare_list(struct thread *self, const struct words *words)
{
    for (int i = 0, fd = 0; i < words->count; i++) {
        const struct block_words *element = &words->elements[i];
        words->list[i] = element->block < 0 ? NULL : cb_of(element->block);
        if (element->block < 0) continue;
        int number = fd_of_element(self, words, fd++);
        load_buffer(element);
        if (!is_request(element)) continue;
        begin_submission(element->block, element->opcode == LIO_READ);
        if (element->opcode == LIO_READ || element->opcode == LIO_WRITE)
            hold_where_scripted(element, number, element->opcode == LIO_READ ? READS : WRITES);
    }
    if (words->notification != NULL) fill_sigevent(words->list_notification, words->notification);
}

static struct result listed(const struct words *words, int value)
{
    struct result result = answer(value);
    if (words->reused != NULL && words->list_notification != NULL) words->list_notification->sigev_value = sigval_of(*words->reused);
    if (value != 0) {
        bool some = result.error == EAGAIN || result.error == EIO || result.error == EINTR;
        for (int i = 0; i < words->count && some; i++)
            if (is_request(&words->elements[i])) driver.script.blocks[words->elements[i].block].doubtful = 1;
        return result;
    }
    for (int i = 0; i < words->count; i++)
        if (is_request(&words->elements[i])) accepted(&words->elements[i]);
    if (words->mode == LIO_NOWAIT && words->notification != NULL && words->notification->notify == SIGEV_THREAD && words->count > 0)
        atomic_fetch_add(&driver.process.owed_callbacks, 1);
    return result;
}

static struct result do_lio_listio(struct thread *self, const struct words *words)
{
    (void)self;
    return listed(words, lio_listio(words->mode, words->list, words->count, words->list_notification));
}

static void parse_one(struct words *words)
{
    words->block = index_below(MAX_BLOCKS, "control block");
}

static struct result told_error(const struct words *words, int value)
{
    struct result result = answer(value);
    if (value != -1) result.kind = ERROR_NUMBER;
    driver.script.blocks[words->block].finished = value != EINPROGRESS;
    return result;
}

static struct result do_aio_error(struct thread *self, const struct words *words)
{
    (void)self;
    return told_error(words, aio_error(cb_of(words->block)));
}

static struct result retrieved(const struct words *words, ssize_t value)
{
    struct result result = answer(value);
    struct block *block = &driver.script.blocks[words->block];
    block->reaped = 1;
    release(block);
    if (value < 0 || !block->reads || block->is_freed) return result;
    result.count = 1;
    result.bytes = block->buffer;
    result.length = (size_t)value < block->capacity ? (size_t)value : block->capacity;
    return result;
}

static struct result do_aio_return(struct thread *self, const struct words *words)
{
    (void)self;
    return retrieved(words, aio_return(cb_of(words->block)));
}

/* COUNT { NULL | BLOCK } TIMEOUT */
static void parse_suspend(struct words *words)
{
    words->count = (int)number();
    if (words->count < 0 || words->count > MAX_BLOCKS) { fail("a list of %d", words->count); words->count = 0; }
    words->blocks = keep((size_t)words->count * sizeof *words->blocks + 1);
    words->list = keep((size_t)words->count * sizeof *words->list + 1);
    for (int i = 0; i < words->count; i++) {
        const char *text = word();
        words->blocks[i] = strcmp(text, "NULL") == 0 ? -1 : (int)to_number(text);
        if (words->blocks[i] >= MAX_BLOCKS) fail("there is no control block %d", words->blocks[i]);
    }
    timeout_word(words);
}

static void prepare_suspend(struct thread *self, const struct words *words)
{
    (void)self;
    for (int i = 0; i < words->count; i++) words->list[i] = words->blocks[i] < 0 ? NULL : cb_of(words->blocks[i]);
}

static int64_t end_of(const struct words *words)
{
    if (!words->timed || words->timeout.tv_sec < 0 || words->timeout.tv_sec > 1000000) return 0;
    return now() + (int64_t)words->timeout.tv_sec * NANOSECONDS + words->timeout.tv_nsec;
}

static struct result do_aio_suspend(struct thread *self, const struct words *words)
{
    int64_t outer = expect_until(self->id, end_of(words));
    struct result result = answer(aio_suspend((const struct aiocb *const *)words->list, words->count, words->timed ? &words->timeout : NULL));
    expect_until(self->id, outer);
    return result;
}

static void parse_cancel(struct words *words)
{
    words->fds[0] = fd_word();
    const char *text = word();
    words->block = strcmp(text, "NULL") == 0 ? -1 : (int)to_number(text);
    if (words->block >= MAX_BLOCKS) fail("there is no control block %d", words->block);
}

static struct result canceled(int value)
{
    struct result result = answer(value);
    if (value != -1) result.kind = CANCEL_ANSWER;
    return result;
}

static struct result do_aio_cancel(struct thread *self, const struct words *words)
{
    return canceled(aio_cancel(self->fds[0], words->block < 0 ? NULL : cb_of(words->block)));
}

#ifdef __GLIBC__
/* The names of LFS64, which are functions of their own there. */
static struct aiocb64 *cb64_of(int block)
{
    return (struct aiocb64 *)(void *)cb_of(block);
}

static struct result do_aio_read64(struct thread *self, const struct words *words)
{
    (void)self;
    return submitted(words, aio_read64(cb64_of(words->elements[0].block)));
}

static struct result do_aio_write64(struct thread *self, const struct words *words)
{
    (void)self;
    return submitted(words, aio_write64(cb64_of(words->elements[0].block)));
}

static struct result do_aio_fsync64(struct thread *self, const struct words *words)
{
    (void)self;
    return submitted(words, aio_fsync64(words->mode, cb64_of(words->elements[0].block)));
}

static struct result do_lio_listio64(struct thread *self, const struct words *words)
{
    (void)self;
    return listed(words, lio_listio64(words->mode, (struct aiocb64 *const *)(void *)words->list, words->count, words->list_notification));
}

static struct result do_aio_error64(struct thread *self, const struct words *words)
{
    (void)self;
    return told_error(words, aio_error64(cb64_of(words->block)));
}

static struct result do_aio_return64(struct thread *self, const struct words *words)
{
    (void)self;
    return retrieved(words, aio_return64(cb64_of(words->block)));
}

static struct result do_aio_suspend64(struct thread *self, const struct words *words)
{
    int64_t outer = expect_until(self->id, end_of(words));
    struct result result = answer(aio_suspend64((const struct aiocb64 *const *)(void *)words->list, words->count, words->timed ? &words->timeout : NULL));
    expect_until(self->id, outer);
    return result;
}

static struct result do_aio_cancel64(struct thread *self, const struct words *words)
{
    return canceled(aio_cancel64(self->fds[0], words->block < 0 ? NULL : cb64_of(words->block)));
}

static void parse_init(struct words *words)
{
    for (int i = 0; i < 3; i++) words->numbers[i] = number();
}

static struct result do_aio_init(struct thread *self, const struct words *words)
{
    (void)self;
    struct aioinit init = { .aio_threads = (int)words->numbers[0], .aio_num = (int)words->numbers[1], .aio_idle_time = (int)words->numbers[2] };
    aio_init(&init);
    return answer(0);
}
#else
/* Here they are the same functions. */
#define do_aio_read64 do_aio_read
#define do_aio_write64 do_aio_write
#define do_aio_fsync64 do_aio_fsync
#define do_lio_listio64 do_lio_listio
#define do_aio_error64 do_aio_error
#define do_aio_return64 do_aio_return
#define do_aio_suspend64 do_aio_suspend
#define do_aio_cancel64 do_aio_cancel
#endif

/* ------------------------------------------------------------------ 8. Other calls */

static void parse_open(struct words *words)
{
    words->path = index_below(MAX_PATHS, "path");
    words->mode = open_flags();
}

static void remember_path(int64_t fd, int path)
{
    if (fd >= 0 && fd < MAX_DESCRIPTORS) driver.process.paths[fd] = path;
}

static int path_of(int fd)
{
    return fd >= 0 && fd < MAX_DESCRIPTORS ? driver.process.paths[fd] : 0;
}

static struct result do_open(struct thread *self, const struct words *words)
{
    (void)self;
    const struct path *path = &driver.script.paths[words->path];
    struct result result = path->device[0] != 0
        ? answer(open(path->device, (words->mode & ~O_CREAT) | O_NOCTTY))
        : answer(openat(driver.directory, path->name, words->mode, 0600));
    remember_path((int)result.value, words->path + 1);
    return result;
}

static void parse_fd(struct words *words)
{
    words->fds[0] = fd_word();
}

static struct result do_close(struct thread *self, const struct words *words)
{
    (void)words;
    return answer(close(self->fds[0]));
}

static struct result do_dup(struct thread *self, const struct words *words)
{
    (void)words;
    struct result result = answer(dup(self->fds[0]));
    remember_path(result.value, path_of(self->fds[0]));
    return result;
}

static void parse_two_fds(struct words *words)
{
    words->fds[0] = fd_word();
    words->fds[1] = fd_word();
}

static struct result do_dup2(struct thread *self, const struct words *words)
{
    (void)words;
    struct result result = answer(dup2(self->fds[0], self->fds[1]));
    remember_path(result.value, path_of(self->fds[0]));
    return result;
}

static struct result do_fsync(struct thread *self, const struct words *words)
{
    (void)words;
    return answer(fsync(self->fds[0]));
}

/* CAPACITY NONBLOCK; capacity 0 is that of the system. */
static void parse_pipe(struct words *words)
{
    words->numbers[0] = number();
    words->numbers[1] = number();
}

static struct result do_pipe(struct thread *self, const struct words *words)
{
    (void)self;
    int ends[2];
    struct result result = answer(pipe(ends));
    if (result.value != 0) return result;
    for (int i = 0; i < 2; i++)
        if (words->numbers[1] != 0) fcntl(ends[i], F_SETFL, fcntl(ends[i], F_GETFL) | O_NONBLOCK);
#ifdef F_SETPIPE_SZ
    if (words->numbers[0] > 0) fcntl(ends[0], F_SETPIPE_SZ, (int)words->numbers[0]);
#endif
    result.value = ends[0];
    result.count = 2;
    result.other.number = ends[1];
    return result;
}

static struct result do_socketpair(struct thread *self, const struct words *words)
{
    (void)self;
    int ends[2], capacity = (int)words->numbers[0];
    struct result result = answer(socketpair(AF_UNIX, SOCK_STREAM, 0, ends));
    if (result.value != 0) return result;
    for (int i = 0; i < 2; i++) {
        if (words->numbers[1] != 0) fcntl(ends[i], F_SETFL, fcntl(ends[i], F_GETFL) | O_NONBLOCK);
        if (capacity > 0) setsockopt(ends[i], SOL_SOCKET, SO_SNDBUF, &capacity, sizeof capacity);
    }
    result.value = ends[0];
    result.count = 2;
    result.other.number = ends[1];
    return result;
}

static struct result do_shutdown(struct thread *self, const struct words *words)
{
    (void)words;
    return answer(shutdown(self->fds[0], SHUT_WR));
}

static void parse_fd_and_number(struct words *words)
{
    words->fds[0] = fd_word();
    words->numbers[0] = number();
}

static struct result do_lseek(struct thread *self, const struct words *words)
{
    return answer(lseek(self->fds[0], (off_t)words->numbers[0], SEEK_SET));
}

static struct result do_ftruncate(struct thread *self, const struct words *words)
{
    return answer(ftruncate(self->fds[0], (off_t)words->numbers[0]));
}

static struct result with_bytes(ssize_t count, void *buffer)
{
    struct result result = answer(count);
    if (count < 0) return result;
    result.count = 1;
    result.bytes = buffer;
    result.length = (size_t)count;
    return result;
}

/* Where the bytes of synchronous calls lie: storage of the statement, which one thread at a time performs, mostly. */
static void parse_read(struct words *words)
{
    parse_fd_and_number(words);
    if (words->numbers[0] < 0 || words->numbers[0] > MAX_BYTES) fail("a read of %lld bytes", (long long)words->numbers[0]);
}

static void parse_pread(struct words *words)
{
    parse_read(words);
    words->numbers[1] = number();
}

static void *room(int64_t size)
{
    return map(NULL, whole_pages((size_t)size), PROT_READ | PROT_WRITE);
}

static struct result do_read(struct thread *self, const struct words *words)
{
    void *buffer = room(words->numbers[0]);
    return with_bytes(read(self->fds[0], buffer, (size_t)words->numbers[0]), buffer);
}

static struct result do_pread(struct thread *self, const struct words *words)
{
    void *buffer = room(words->numbers[0]);
    return with_bytes(pread(self->fds[0], buffer, (size_t)words->numbers[0], (off_t)words->numbers[1]), buffer);
}

static void parse_write(struct words *words)
{
    words->fds[0] = fd_word();
    words->data = data_word();
    if (words->data.length > MAX_BYTES) fail("a write of %zu bytes", words->data.length);
}

static void parse_pwrite(struct words *words)
{
    parse_write(words);
    words->numbers[0] = number();
}

static struct result do_write(struct thread *self, const struct words *words)
{
    uint8_t *buffer = room((int64_t)words->data.length);
    copy_data(&words->data, buffer, words->data.length);
    struct result result = answer(write(self->fds[0], buffer, words->data.length));
    munmap(buffer, whole_pages(words->data.length));
    return result;
}

static struct result do_pwrite(struct thread *self, const struct words *words)
{
    uint8_t *buffer = room((int64_t)words->data.length);
    copy_data(&words->data, buffer, words->data.length);
    struct result result = answer(pwrite(self->fds[0], buffer, words->data.length, (off_t)words->numbers[0]));
    munmap(buffer, whole_pages(words->data.length));
    return result;
}

static void parse_sysconf(struct words *words)
{
    words->mode = constant(system_variables);
}

static struct result do_sysconf(struct thread *self, const struct words *words)
{
    (void)self;
    errno = 0;
    return answer(sysconf(words->mode));
}

static void parse_fpathconf(struct words *words)
{
    words->fds[0] = fd_word();
    words->mode = constant(file_variables);
}

static struct result do_fpathconf(struct thread *self, const struct words *words)
{
    errno = 0;
    return answer(fpathconf(self->fds[0], words->mode));
}

static struct result do_sched_getparam(struct thread *self, const struct words *words)
{
    (void)self, (void)words;
    struct sched_param parameters = { 0 };
    int value = sched_getparam(0, &parameters);
    return answer(value == 0 ? parameters.sched_priority : value);
}

static void on_signal(int number, siginfo_t *info, void *context);
static void on_plain_signal(int number);

/* SIGNAL SIG_DFL|SIG_IGN|catch|FUNCTION RESTART SIGINFO */
static void parse_sigaction(struct words *words)
{
    words->signal = to_signal(word());
    const char *text = word();
    words->mode = 0;
    words->function = -1;
    if (strcmp(text, "SIG_DFL") == 0) words->mode = 1;
    else if (strcmp(text, "SIG_IGN") == 0) words->mode = 2;
    else if (strcmp(text, "catch") != 0) words->function = (int)to_number(text);
    words->numbers[0] = number();
    words->numbers[1] = number();
    if (words->function >= MAX_FUNCTIONS) fail("there is no function %d", words->function);
}

static struct result do_sigaction(struct thread *self, const struct words *words)
{
    (void)self;
    struct sigaction action;
    memset(&action, 0, sizeof action);
    sigemptyset(&action.sa_mask);
    if (words->numbers[0] != 0) action.sa_flags |= SA_RESTART;
    if (words->mode == 1) action.sa_handler = SIG_DFL;
    else if (words->mode == 2) action.sa_handler = SIG_IGN;
    else if (words->numbers[1] == 0) action.sa_handler = on_plain_signal;
    else {
        action.sa_sigaction = on_signal;
        action.sa_flags |= SA_SIGINFO;
    }
    if (words->signal > 0 && words->signal < MAX_SIGNALS) driver.process.actions[words->signal] = words->function;
    return answer(sigaction(words->signal, &action, NULL));
}

static void parse_sigmask(struct words *words)
{
    words->mode = constant(mask_changes);
    set_word(words);
}

static struct result do_sigmask(struct thread *self, const struct words *words)
{
    (void)self;
    int error = pthread_sigmask(words->mode, &words->set, NULL);
    if (error != 0) errno = error;
    return answer(error == 0 ? 0 : -1);
}

static void parse_kill(struct words *words)
{
    words->signal = to_signal(word());
}

static struct result do_kill(struct thread *self, const struct words *words)
{
    (void)self;
    return answer(kill(getpid(), words->signal));
}

static void parse_sigqueue(struct words *words)
{
    parse_kill(words);
    words->value = value_word(word());
}

static struct result do_sigqueue(struct thread *self, const struct words *words)
{
    (void)self;
    return answer(sigqueue(getpid(), words->signal, sigval_of(words->value)));
}

static void parse_sigwait(struct words *words)
{
    set_word(words);
    timeout_word(words);
}

static struct result do_sigwait(struct thread *self, const struct words *words)
{
    siginfo_t info;
    memset(&info, 0, sizeof info);
    int64_t outer = expect_until(self->id, end_of(words));
    struct result result = answer(words->timed ? sigtimedwait(&words->set, &info, &words->timeout) : sigwaitinfo(&words->set, &info));
    expect_until(self->id, outer);
    if (result.value < 0) return result;
    result.kind = SIGNAL_NUMBER;
    result.count = 3;
    result.code = info.si_code;
    result.other = value_of(info.si_value);
    return result;
}

static void parse_number(struct words *words)
{
    words->numbers[0] = number();
}

/* nanosleep; a short one is spun, so that a race can be aimed at. Either way a handler that runs ends it. */
static struct result do_sleep(struct thread *self, const struct words *words)
{
    int64_t end = now() + words->numbers[0];
    if (words->numbers[0] <= SPUN_NANOSECONDS) {
        sig_atomic_t handlers = self->handlers;
        errno = EINTR;
        while (now() < end)
            if (self->handlers != handlers) return answer(-1);
        pthread_testcancel();
        return answer(0);
    }
    struct timespec time = { words->numbers[0] / NANOSECONDS, words->numbers[0] % NANOSECONDS };
    int64_t outer = expect_until(self->id, end);
    struct result result = answer(nanosleep(&time, NULL));
    expect_until(self->id, outer);
    return result;
}

/* RESOURCE LIMIT; the soft limit alone. */
static void parse_setrlimit(struct words *words)
{
    words->mode = constant(resources);
    words->numbers[0] = number();
    if (words->mode == RLIMIT_NPROC || words->mode == RLIMIT_SIGPENDING) driver.script.drops_user = true;
}

static struct result do_setrlimit(struct thread *self, const struct words *words)
{
    (void)self;
    struct rlimit limit;
    if (getrlimit(words->mode, &limit) != 0) return answer(-1);
    limit.rlim_cur = (rlim_t)words->numbers[0];
    return answer(setrlimit(words->mode, &limit));
}

static void parse_gate(struct words *words)
{
    words->mode = index_below(MAX_GATES, "gate");
}

static struct result do_open_gate(struct thread *self, const struct words *words)
{
    (void)self;
    struct gate *gate = &driver.shared->gates[words->mode];
    atomic_store(&gate->open, 1);
    sem_post(&gate->turnstile);
    if (driver.process.faults >= 0 && write(driver.process.wake[1], "", 1) < 0) { } /* Full: it wakes anyway. */
    return answer(0);
}

static struct result do_await_gate(struct thread *self, const struct words *words)
{
    (void)self;
    struct gate *gate = &driver.shared->gates[words->mode];
    for (int i = 0; i < SPINS; i++)
        if (atomic_load(&gate->open)) return answer(0);
    while (!atomic_load(&gate->open))
        if (sem_wait(&gate->turnstile) == 0) sem_post(&gate->turnstile);
    return answer(0);
}

static struct result do_look(struct thread *self, const struct words *words)
{
    (void)self;
    struct block *block = &driver.script.blocks[words->block];
    release(block);
    return with_bytes((ssize_t)block->length, block->buffer);
}

static void parse_poison(struct words *words)
{
    parse_one(words);
    words->data = data_word();
}

static struct result do_poison(struct thread *self, const struct words *words)
{
    (void)self;
    struct block *block = &driver.script.blocks[words->block];
    release(block);
    copy_data(&words->data, block->buffer, block->capacity);
    return answer(0);
}

/* The pages become inaccessible: who still uses them is killed. */
static struct result do_free(struct thread *self, const struct words *words)
{
    (void)self;
    struct block *block = &driver.script.blocks[words->block];
    block->is_freed = true;
    block->was_used = false;
    map(block->cb, driver.page, PROT_NONE);
    map(block->buffer, whole_pages(block->capacity), PROT_NONE);
    return answer(0);
}

static void parse_thread(struct words *words)
{
    words->mode = index_below(MAX_THREADS, "thread");
}

static struct result do_pthread_cancel(struct thread *self, const struct words *words)
{
    (void)self;
    return answer(pthread_cancel(driver.process.threads[words->mode].handle));
}

static void parse_nothing(struct words *words)
{
    (void)words;
}

static struct result do_pthread_exit(struct thread *self, const struct words *words)
{
    (void)words;
    self->exits = 1;
    pthread_exit(NULL);
}

static void parse_siglongjmp(struct words *words)
{
    (void)words;
    driver.script.jumps = true;
}

/* Out of the innermost handler and the call below it; where there is no call below, out of the handler alone. */
static struct result do_siglongjmp(struct thread *self, const struct words *words)
{
    (void)words;
    struct frame *frame = self->interrupted;
    self->leaves = 1;
    if (frame != NULL && frame->is_open) siglongjmp(frame->escape, 1);
    return answer(0);
}

static struct result do_fork(struct thread *self, const struct words *words);

static struct result do_exec(struct thread *self, const struct words *words)
{
    (void)self, (void)words;
    char *arguments[] = { (char *)(uintptr_t)"aio_driver", (char *)(uintptr_t)"--image", NULL };
    char *environment[] = { NULL };
    atomic_store(&driver.shared->gone, 1);
    fexecve(driver.self, arguments, environment);
    atomic_store(&driver.shared->gone, 0);
    return answer(-1);
}

static struct result do_exit(struct thread *self, const struct words *words)
{
    (void)self;
    if (!driver.process.is_child) atomic_store(&driver.shared->gone, 1);
    _exit((int)words->numbers[0]);
}

/* ------------------------------------------------------------------ 9. The table of verbs */

static const struct verb verbs[] = {
    { "aio_read", parse_block, prepare_read, do_aio_read },
    { "aio_write", parse_block, prepare_write, do_aio_write },
    { "aio_fsync", parse_fsync, prepare_fsync, do_aio_fsync },
    { "lio_listio", parse_list, prepare_list, do_lio_listio },
    { "aio_error", parse_one, NULL, do_aio_error },
    { "aio_return", parse_one, NULL, do_aio_return },
    { "aio_suspend", parse_suspend, prepare_suspend, do_aio_suspend },
    { "aio_cancel", parse_cancel, NULL, do_aio_cancel },
    { "aio_read64", parse_block, prepare_read, do_aio_read64 },
    { "aio_write64", parse_block, prepare_write, do_aio_write64 },
    { "aio_fsync64", parse_fsync, prepare_fsync, do_aio_fsync64 },
    { "lio_listio64", parse_list, prepare_list, do_lio_listio64 },
    { "aio_error64", parse_one, NULL, do_aio_error64 },
    { "aio_return64", parse_one, NULL, do_aio_return64 },
    { "aio_suspend64", parse_suspend, prepare_suspend, do_aio_suspend64 },
    { "aio_cancel64", parse_cancel, NULL, do_aio_cancel64 },
#ifdef __GLIBC__
    { "aio_init", parse_init, NULL, do_aio_init },
#endif
    { "open", parse_open, NULL, do_open },
    { "close", parse_fd, NULL, do_close },
    { "dup", parse_fd, NULL, do_dup },
    { "dup2", parse_two_fds, NULL, do_dup2 },
    { "fsync", parse_fd, NULL, do_fsync },
    { "pipe", parse_pipe, NULL, do_pipe },
    { "socketpair", parse_pipe, NULL, do_socketpair },
    { "shutdown", parse_fd, NULL, do_shutdown },
    { "lseek", parse_fd_and_number, NULL, do_lseek },
    { "ftruncate", parse_fd_and_number, NULL, do_ftruncate },
    { "read", parse_read, NULL, do_read },
    { "pread", parse_pread, NULL, do_pread },
    { "write", parse_write, NULL, do_write },
    { "pwrite", parse_pwrite, NULL, do_pwrite },
    { "sysconf", parse_sysconf, NULL, do_sysconf },
    { "fpathconf", parse_fpathconf, NULL, do_fpathconf },
    { "sched_getparam", parse_nothing, NULL, do_sched_getparam },
    { "sigaction", parse_sigaction, NULL, do_sigaction },
    { "pthread_sigmask", parse_sigmask, NULL, do_sigmask },
    { "kill", parse_kill, NULL, do_kill },
    { "sigqueue", parse_sigqueue, NULL, do_sigqueue },
    { "sigtimedwait", parse_sigwait, NULL, do_sigwait },
    { "setrlimit", parse_setrlimit, NULL, do_setrlimit },
    { "sleep", parse_number, NULL, do_sleep },
    { "open_gate", parse_gate, NULL, do_open_gate },
    { "await_gate", parse_gate, NULL, do_await_gate },
    { "look", parse_one, NULL, do_look },
    { "poison", parse_poison, NULL, do_poison },
    { "free", parse_one, NULL, do_free },
    { "pthread_cancel", parse_thread, NULL, do_pthread_cancel },
    { "pthread_exit", parse_nothing, NULL, do_pthread_exit },
    { "siglongjmp", parse_siglongjmp, NULL, do_siglongjmp },
    { "fork", parse_nothing, NULL, do_fork },
    { "exec", parse_nothing, NULL, do_exec },
    { "exit", parse_number, NULL, do_exit },
    { NULL, NULL, NULL, NULL },
};

/* ------------------------------------------------------------------ 10. Threads and the process */

static bool holds(const struct condition *condition)
{
    for (int i = 0; i < condition->count; i++) {
        int number = condition->numbers[i];
        const struct block *block = &driver.script.blocks[number];
        switch (condition->kind) {
        case FLAG: if (!driver.process.flags[number]) return false; break;
        case NOT_FLAG: if (driver.process.flags[number]) return false; break;
        case IN_PROGRESS: if (!block->finished) return true; break;
        case FINISHED: if (!block->finished) return false; break;
        case ACCEPTED: if (!block->accepted) return false; break;
        }
    }
    return condition->kind != IN_PROGRESS;
}

/* Notes the call with the descriptors that it names, as they are now. */
static void note_call(struct thread *self, const struct instruction *instruction, int site)
{
    const struct words *words = &instruction->words;
    struct event *event = begin_event(self->id, '>', site);
    if (words->elements != NULL && words->count > 2) {
        int count = 0;
        for (int i = 0; i < words->count; i++) count += words->elements[i].block >= 0;
        attach(event, self->list_fds, (size_t)count * sizeof(int));
    }
    event->value = self->fds[0];
    event->number = self->fds[1];
    end_event(event);
}

static bool resolve(struct thread *self, const struct words *words)
{
    self->fds[0] = fd_of(words->fds[0]);
    self->fds[1] = fd_of(words->fds[1]);
    if (words->elements == NULL) return true;
    int *to = self->fds;
    if (words->count > 2) {
        if (words->count > self->list_capacity) {
            self->list_fds = map(NULL, whole_pages((size_t)words->count * sizeof(int)), PROT_READ | PROT_WRITE);
            self->list_capacity = words->count;
        }
        to = self->list_fds;
        if (to == NULL) return false;
    }
    for (int i = 0; i < words->count; i++)
        if (words->elements[i].block >= 0) *to++ = fd_of(words->elements[i].fd);
    return true;
}

static void bind_variables(const struct words *words, const struct result *result)
{
    if (words->variables[0] >= 0) driver.process.variables[words->variables[0]] = (int)result->value;
    if (words->variables[1] >= 0) driver.process.variables[words->variables[1]] = result->value < 0 ? -1 : result->other.number;
}

static void perform(struct thread *self, const struct instruction *instruction, int site)
{
    const struct words *words = &instruction->words;
    struct frame frame;
    frame.below = self->frames;
    frame.interrupted = self->interrupted;
    frame.is_open = 0;
    if (!resolve(self, words)) return;
    if (instruction->verb->prepare != NULL) instruction->verb->prepare(self, words);
    if (driver.script.jumps && sigsetjmp(frame.escape, 1) != 0) {
        self->frames = frame.below; /* A handler has left this call. */
        self->interrupted = frame.interrupted;
        self->depth--;
        self->leaves = 0;
        return;
    }
    self->frames = &frame;
    frame.is_open = 1;
    note_call(self, instruction, site);
    store_blocks(self, words);
    struct result result = instruction->verb->perform(self, words);
    if (!self->leaves) {
        note_result(self->id, &result);
        bind_variables(words, &result);
    }
    frame.is_open = 0;
    self->frames = frame.below;
}

static void run_body(struct thread *self, int at)
{
    int64_t counters[MAX_LOOPS] = { 0 };
    const struct instruction *code = driver.script.code;
    for (;;) {
        const struct instruction *next = &code[at];
        switch (next->operation) {
        case END: return;
        case JUMP:
            if (next->target <= at) sched_yield();
            at = next->target;
            break;
        case COUNT: counters[next->counter] = 0; at++; break;
        case TURN:
            if (counters[next->counter] >= next->most || holds(&next->condition)) at = next->target;
            else counters[next->counter]++, at++;
            break;
        case UNLESS: at = holds(&next->condition) ? at + 1 : next->target; break;
        case SET_FLAG: driver.process.flags[next->target] = next->counter; at++; break;
        case CALL:
            perform(self, next, at);
            if (self->leaves) return;
            at++;
            break;
        }
    }
}

/* A thread that is not of the program: a worker of the implementation, in which a signal is caught. */
static struct thread *stranger(struct thread *room_for_it)
{
    memset(room_for_it, 0, sizeof *room_for_it);
    room_for_it->id = (int)atomic_fetch_add(&driver.shared->next_thread, 1);
    return room_for_it;
}

static void handle(int number, const siginfo_t *info)
{
    int error = errno;
    struct thread room_for_it, *before = current;
    if (current == NULL) current = stranger(&room_for_it);
    struct thread *self = current;
    struct frame *outer = self->interrupted, *frames = self->frames;
    int fds[2] = { self->fds[0], self->fds[1] };
    self->handlers++;
    self->depth++;
    self->interrupted = frames;
    struct event *event = begin_event(self->id, '!', number);
    if (info != NULL) {
        struct wire_value value = value_of(info->si_value);
        event->count = 3;
        event->code = info->si_code;
        event->object = info->si_code == SI_USER ? -1 : value.object;
        event->number = info->si_code == SI_USER ? 0 : value.number;
    }
    end_event(event);
    int function = number > 0 && number < MAX_SIGNALS ? (int)driver.process.actions[number] : -1;
    if (function >= 0) {
        int *list_fds = self->list_fds, list_capacity = self->list_capacity;
        self->list_fds = NULL, self->list_capacity = 0;
        run_body(self, driver.script.functions[function]);
        self->list_fds = list_fds, self->list_capacity = list_capacity;
    }
    if (!self->leaves) note(self->id, '.', 0);
    self->leaves = 0;
    self->frames = frames;
    self->interrupted = outer;
    self->depth--;
    self->fds[0] = fds[0], self->fds[1] = fds[1];
    current = before;
    errno = error;
}

static void on_signal(int number, siginfo_t *info, void *context)
{
    (void)context;
    handle(number, info);
}

static void on_plain_signal(int number)
{
    handle(number, NULL);
}

static void call_back(int function, union sigval value)
{
    struct thread self;
    current = stranger(&self);
    struct wire_value told = value_of(value);
    struct event *event = begin_event(self.id, '*', function);
    event->object = told.object;
    event->number = told.number;
    end_event(event);
    atomic_fetch_add(&driver.process.begun_callbacks, 1);
    if (function < driver.script.function_count) run_body(&self, driver.script.functions[function]);
    note(self.id, '.', 0);
    current = NULL;
    atomic_fetch_add(&driver.process.ended_callbacks, 1);
}

static void end_thread(void *argument)
{
    struct thread *self = argument;
    struct event *event = begin_event(self->id, 'x', 0);
    event->count = !self->exits;
    end_event(event);
    current = NULL;
    atomic_fetch_sub(&driver.process.live, 1);
    expect_until(self->id, 0);
    if (!driver.process.is_child) sem_post(&driver.shared->ended);
}

static void *thread_main(void *argument)
{
    struct thread *self = argument;
    current = self;
    for (int i = 0; !atomic_load(&driver.shared->started); i++) relax(i);
    sigset_t none;
    sigemptyset(&none);
    pthread_cleanup_push(end_thread, self);
    pthread_sigmask(SIG_SETMASK, &none, NULL);
    run_body(self, self->entry);
    self->exits = 1;
    pthread_cleanup_pop(1);
    return NULL;
}

static void rest(int64_t nanoseconds)
{
    nanosleep(&(struct timespec){ 0, (long)nanoseconds }, NULL);
}

static bool is_quiet_task(int tasks, const char *task)
{
    char name[32], text[512];
    if (snprintf(name, sizeof name, "%s/stat", task) >= (int)sizeof name) return false;
    int fd = openat(tasks, name, O_RDONLY | O_CLOEXEC);
    if (fd < 0) return true;
    ssize_t length = read(fd, text, sizeof text - 1);
    close(fd);
    if (length <= 0) return true;
    text[length] = 0;
    const char *state = strrchr(text, ')');
    return state != NULL && state[1] == ' ' && (state[2] == 'S' || state[2] == 'Z');
}

/* Whether every thread of the process sleeps, but for one. Where that cannot be told, the limit decides. */
static bool sleeps(pid_t process, pid_t but)
{
#ifdef __linux__
    char name[64];
    snprintf(name, sizeof name, "/proc/%ld/task", (long)process);
    DIR *tasks = opendir(name);
    if (tasks == NULL) return false;
    bool all = true;
    for (const struct dirent *task; all && (task = readdir(tasks)) != NULL;)
        if (task->d_name[0] != '.' && atoi(task->d_name) != (int)but) all = is_quiet_task(dirfd(tasks), task->d_name);
    closedir(tasks);
    return all;
#else
    (void)process;
    (void)but;
    return false;
#endif
}

/* A status is final before its notification is on its way: whoever sends that still runs, or waits for a processor. So the time for
 * which they ran counts, not the time that passes. This is the first thread, whose number is that of the process. */
static void await_notifications(void)
{
    const int64_t rounds = access("/proc/self/task", R_OK) == 0 ? 5000 : 200, end = time_of_others() + 20000000;
    for (int round = 0, still = 0; round < rounds && still < 3 && !atomic_load(&driver.shared->winds_up) && time_of_others() < end; round++) {
        rest(100000);
        still = sleeps(getpid(), getpid()) ? still + 1 : 0;
    }
}

/* The observer asks for what nobody has asked for: it goes on until no request is in progress any more. Of a list that failed some
 * elements may have been queued. Who is told so of one that never was may be told so for ever, so that these are given some time only. */
static void settle(void)
{
    const struct script *script = &driver.script;
    const int64_t patience = 200000000;
    int64_t pause = 20000, waited = 0;
    for (bool is_over = false; !is_over; waited += pause, pause += pause < 1000000 ? pause : 0) {
        is_over = atomic_load(&driver.process.ended_callbacks) >= atomic_load(&driver.process.begun_callbacks)
            && atomic_load(&driver.process.begun_callbacks) >= atomic_load(&driver.process.owed_callbacks);
        for (int i = 0; i < script->block_count && is_over; i++) {
            const struct block *block = &script->blocks[i];
            bool expected = block->accepted || (block->doubtful && waited < patience);
            if (expected && !block->reaped && !block->is_freed && aio_error(block->cb) == EINPROGRESS) is_over = false;
        }
        if (atomic_load(&driver.shared->winds_up)) break;
        if (!is_over) rest(pause);
    }
    if (script->notifies) await_notifications();
    for (int i = 0; i < script->block_count; i++) {
        const struct block *block = &script->blocks[i];
        if (!block->submitted || !block->accepted || block->reaped || block->is_freed) continue;
        struct event *event = begin_event(-1, '?', i);
        event->value = aio_error(block->cb);
        event->error = event->value == -1 ? errno : 0;
        event->kind = event->value == -1 ? NUMBER : ERROR_NUMBER;
        end_event(event);
    }
}

static void await_children(void)
{
    int status;
    for (int left = atomic_load(&driver.process.children); left > 0; left--) {
        while (waitpid(-1, &status, 0) == -1 && errno == EINTR) { }
        if (WIFSIGNALED(status)) atomic_store(&driver.shared->children_died, WTERMSIG(status));
    }
}

static void die_with_parent(pid_t parent)
{
#ifdef __linux__
    prctl(PR_SET_PDEATHSIG, SIGKILL);
#endif
    if (getppid() != parent) _exit(1);
}

/* A child of the program ends with its process group. That the parent dies is no sign: the system takes the end of the
 * thread that forked for that. Where nobody is left who could end the group, a timer does. */
static void end_some_day(void)
{
    struct sigevent event;
    struct itimerspec time = { { 0, 0 }, { 300, 0 } };
    timer_t timer;
    memset(&event, 0, sizeof event);
    event.sigev_notify = SIGEV_SIGNAL;
    event.sigev_signo = SIGKILL;
    if (timer_create(CLOCK_MONOTONIC, &event, &timer) == 0) timer_settime(timer, 0, &time, NULL);
}

/* The child goes on as the thread that called, alone. */
static void become_child(struct thread *self)
{
    end_some_day();
    self->id = (int)atomic_fetch_add(&driver.shared->next_thread, 1);
    driver.process.is_child = true;
    atomic_store(&driver.process.live, 1);
    atomic_store(&driver.process.children, 0);
    atomic_store(&driver.process.owed_callbacks, 0);
    atomic_store(&driver.process.begun_callbacks, 0);
    atomic_store(&driver.process.ended_callbacks, 0);
    driver.process.faults = -1;
    for (int i = 0; i < driver.script.block_count; i++) {
        struct block *block = &driver.script.blocks[i];
        block->accepted = block->doubtful = 0;
        if (atomic_exchange(&block->held, 0) != 0) memcpy(block->buffer, block->kept, block->capacity);
    }
}

static struct result do_fork(struct thread *self, const struct words *words)
{
    (void)words;
    sigset_t all, before;
    sigfillset(&all);
    pthread_sigmask(SIG_SETMASK, &all, &before);
    pid_t child = fork();
    struct result result = answer(child);
    if (child == 0) become_child(self);
    else if (child > 0) atomic_fetch_add(&driver.process.children, 1), atomic_fetch_add(&driver.shared->forks, 1);
    pthread_sigmask(SIG_SETMASK, &before, NULL);
    return result;
}

/* After a fork of the program its only thread ends the process, when all is settled. */
static void end_child(void)
{
    sigset_t all;
    sigfillset(&all);
    pthread_sigmask(SIG_SETMASK, &all, NULL);
    settle();
    await_children();
    _exit(0);
}

static void *child_aware_main(void *argument)
{
    struct thread *self = argument;
    thread_main(self);
    if (driver.process.is_child) end_child();
    return NULL;
}

static struct block *block_at(uint64_t address)
{
    for (int i = 0; i < driver.script.block_count; i++) {
        struct block *block = &driver.script.blocks[i];
        uint64_t start = (uint64_t)(uintptr_t)block->buffer;
        if (address >= start && address < start + whole_pages(block->capacity)) return block;
    }
    return NULL;
}

static void begin_hold(uint64_t address)
{
    struct block *block = block_at(address);
    if (block == NULL) return;
    if (!atomic_load(&block->held)) give_pages(driver.process.faults, block->buffer, block->kept, whole_pages(block->capacity));
    else if (block->due == 0) block->due = now() + block->latency;
}

/* Releases what may go on; returns when the next may, or 0. */
static int64_t release_due(void)
{
    int64_t next = 0, time = now();
    for (int i = 0; i < driver.script.block_count; i++) {
        struct block *block = &driver.script.blocks[i];
        if (!atomic_load(&block->held) || block->due == 0) continue;
        if (block->gate >= 0 && !atomic_load(&driver.shared->gates[block->gate].open)) continue;
        if (block->due <= time) {
            release(block);
            atomic_store(&driver.shared->last, now());
        } else if (next == 0 || block->due < next) next = block->due;
    }
    return next;
}

#ifdef __linux__
static void *attend_to_faults(void *nothing)
{
    struct pollfd from[2] = { { driver.process.faults, POLLIN, 0 }, { driver.process.wake[0], POLLIN, 0 } };
    for (;;) {
        int64_t next = release_due();
        expect_until(HOLDS, next);
        int64_t left = next == 0 ? 0 : next - now();
        struct timespec wait = { left / NANOSECONDS, left % NANOSECONDS };
        if (left < 0) continue;
        ppoll(from, 2, next == 0 ? NULL : &wait, NULL);
        char byte;
        while (read(driver.process.wake[0], &byte, 1) == 1) { }
        struct fault_message message;
        while (read(driver.process.faults, &message, sizeof message) == sizeof message)
            if (message.event == 0x12) begin_hold(message.address);
    }
    return nothing;
}
#endif

/* Where the script has a device, somebody attends to the faults that hold its transfers. */
static bool begin_holding(void)
{
    struct process *process = &driver.process;
    process->faults = -1;
#ifdef __linux__
    pthread_t attendant;
    if (driver.script.rule_count == 0) return true;
    int fd = open_faults(), ends[2];
    if (fd < 0 || pipe2(ends, O_CLOEXEC | O_NONBLOCK) != 0) return false;
    process->faults = high(fd);
    for (int i = 0; i < 2; i++) process->wake[i] = high(ends[i]);
    close(fd), close(ends[0]), close(ends[1]);
    return process->faults >= 0 && pthread_create(&attendant, NULL, attend_to_faults, NULL) == 0;
#else
    return driver.script.rule_count == 0;
#endif
}

/* Limits that count what a user has do not hold for root, and are shared with all processes of the user. So the program runs
 * as a user of its own: one with this number that nobody else has. */
static bool drop_user(void)
{
    pid_t parent = getppid();
    uid_t user = LONELY_USER + (uid_t)parent % LONELY_USER;
    if (geteuid() != 0) return true;
    if (fchown(driver.directory, user, user) != 0) return false;
    for (int i = 0; i < driver.script.path_count; i++)
        if (fchownat(driver.directory, driver.script.paths[i].name, user, user, 0) != 0 && errno != ENOENT) return false;
    if (setresgid(user, user, user) != 0 || setresuid(user, user, user) != 0) return false;
    die_with_parent(parent); /* Another user is another wish. */
    return true;
}

static void prepare_process(void)
{
    struct process *process = &driver.process;
    memset(process, 0, sizeof *process);
    for (int i = 0; i < MAX_SIGNALS; i++) process->actions[i] = -1;
    for (int i = 0; i < MAX_VARIABLES; i++) process->variables[i] = -1;
    sigset_t all;
    sigfillset(&all);
    pthread_sigmask(SIG_SETMASK, &all, NULL);
}

/* What the forked process does; it ends by itself or is killed. */
static _Noreturn void run_program(void)
{
    struct process *process = &driver.process;
    const struct script *script = &driver.script;
    prepare_process();
    if (driver.script.drops_user && !drop_user()) _exit(3);
    if (!begin_holding() || !map_blocks()) _exit(3);
    atomic_store(&process->live, script->thread_count);
    for (int i = 0; i < script->thread_count; i++) {
        struct thread *thread = &process->threads[i];
        thread->id = i;
        thread->entry = script->threads[i];
        if (pthread_create(&thread->handle, NULL, child_aware_main, thread) != 0) _exit(3);
    }
    atomic_store(&driver.shared->started, 1);
    while (atomic_load(&process->live) > 0 && !atomic_load(&driver.shared->winds_up))
        while (sem_wait(&driver.shared->ended) != 0) { }
    settle();
    if (!atomic_load(&driver.shared->winds_up)) await_children();
    atomic_store(&driver.shared->finished, 1);
    _exit(0);
}

/* ------------------------------------------------------------------ 11. Reading a script */

static void condition_words(struct condition *condition)
{
    static const struct name kinds[] = {
        { "flag", FLAG }, { "not-flag", NOT_FLAG }, { "in-progress", IN_PROGRESS }, { "finished", FINISHED }, { "accepted", ACCEPTED }, { NULL, 0 },
    };
    condition->kind = (enum condition_kind)constant(kinds);
    condition->count = (int)number();
    if (condition->count < 0 || condition->count > MAX_BLOCKS) { fail("a condition of %d", condition->count); condition->count = 0; }
    condition->numbers = keep((size_t)condition->count * sizeof *condition->numbers + 1);
    int limit = condition->kind <= NOT_FLAG ? MAX_FLAGS : MAX_BLOCKS;
    for (int i = 0; i < condition->count; i++) condition->numbers[i] = index_below(limit, "flag or control block");
}

static void call_words(struct instruction *instruction)
{
    struct words *words = &instruction->words;
    instruction->operation = CALL;
    words->fds[0].variable = words->fds[1].variable = words->block = -1;
    for (int i = 0; i < 2; i++) {
        words->variables[i] = (int)number();
        if (words->variables[i] >= MAX_VARIABLES) fail("there is no variable %d", words->variables[i]);
    }
    const char *name = word();
    for (const struct verb *verb = verbs; verb->name != NULL; verb++)
        if (strcmp(verb->name, name) == 0) instruction->verb = verb;
    if (instruction->verb == NULL) fail("no call '%s' here", name);
    else instruction->verb->parse(words);
}

static void code_line(const char *first)
{
    struct script *script = &driver.script;
    if (script->code_count == MAX_CODE) { fail("more than %d instructions", MAX_CODE); return; }
    struct instruction *instruction = &script->code[script->code_count++];
    memset(instruction, 0, sizeof *instruction);
    if (strcmp(first, "call") == 0) call_words(instruction);
    else if (strcmp(first, "end") == 0) instruction->operation = END;
    else if (strcmp(first, "jump") == 0) {
        instruction->operation = JUMP;
        instruction->target = index_below(MAX_CODE, "instruction");
    } else if (strcmp(first, "count") == 0) {
        instruction->operation = COUNT;
        instruction->counter = index_below(MAX_LOOPS, "loop");
    } else if (strcmp(first, "turn") == 0) {
        instruction->operation = TURN;
        instruction->counter = index_below(MAX_LOOPS, "loop");
        instruction->most = number();
        instruction->target = index_below(MAX_CODE, "instruction");
        condition_words(&instruction->condition);
    } else if (strcmp(first, "unless") == 0) {
        instruction->operation = UNLESS;
        instruction->target = index_below(MAX_CODE, "instruction");
        condition_words(&instruction->condition);
    } else if (strcmp(first, "flag") == 0) {
        instruction->operation = SET_FLAG;
        instruction->target = index_below(MAX_FLAGS, "flag");
        instruction->counter = number() != 0;
    } else fail("no line '%s'", first);
}

static void path_line(void)
{
    static const char *const devices[] = { [NULL_DEVICE] = "/dev/null", [ZERO_DEVICE] = "/dev/zero", [FULL_DEVICE] = "/dev/full" };
    static const struct name kinds[] = {
        { "absent", ABSENT }, { "regular", REGULAR }, { "directory", DIRECTORY }, { "character", CHARACTER },
        { "null-device", NULL_DEVICE }, { "zero-device", ZERO_DEVICE }, { "full-device", FULL_DEVICE }, { NULL, 0 },
    };
    struct script *script = &driver.script;
    if (script->path_count >= MAX_PATHS) {
        fail("more than %d paths", MAX_PATHS);
        return;
    }
    struct path *path = &script->paths[script->path_count];
    path->kind = constant(kinds);
    path->data = data_word();
    path->terminal = -1;
    path->waiting = NULL;
    path->from = path->to = path->size = 0;
    path->device[0] = 0;
    if (path->kind >= NULL_DEVICE) snprintf(path->device, sizeof path->device, "%s", devices[path->kind]);
    snprintf(path->name, sizeof path->name, "f%d", script->path_count++);
}

/* rule OPERATION PATH FROM TO BLOCK NTH NUMERATOR DENOMINATOR GATE COUNT LATENCY…; -1 asks or says nothing */
static void rule_line(void)
{
    static const struct name operations[] = { { "any", ANY }, { "read", READS }, { "write", WRITES }, { "fsync", SYNCHRONIZATIONS }, { NULL, 0 } };
    struct script *script = &driver.script;
    if (script->rule_count == MAX_RULES) { fail("more than %d rules", MAX_RULES); return; }
    struct rule *rule = &script->rules[script->rule_count++];
    rule->operation = constant(operations);
    rule->path = (int)number();
    rule->from = number();
    rule->to = number();
    rule->block = (int)number();
    rule->nth = (int)number();
    rule->numerator = number();
    rule->denominator = number();
    rule->gate = (int)number();
    rule->count = index_below(MAX_LATENCIES + 1, "latency");
    for (int i = 0; i < rule->count; i++) rule->latencies[i] = number();
    if (rule->gate >= MAX_GATES) fail("there is no gate %d", rule->gate);
}

static void script_line(char *line)
{
    struct script *script = &driver.script;
    cursor = line;
    const char *first = word();
    if (*first == 0) return;
    if (strcmp(first, "block") == 0) {
        struct block *block = &script->blocks[script->block_count];
        memset(block, 0, sizeof *block);
        if (script->block_count + 1 < MAX_BLOCKS) script->block_count++;
        else fail("more than %d control blocks", MAX_BLOCKS);
        block->capacity = (size_t)number();
        if (block->capacity > MAX_BYTES) fail("a buffer of %zu bytes", block->capacity);
    } else if (strcmp(first, "gates") == 0) script->gate_count = index_below(MAX_GATES + 1, "gate");
    else if (strcmp(first, "path") == 0) path_line();
    else if (strcmp(first, "rule") == 0) rule_line();
    else if (strcmp(first, "seed") == 0) script->seed = strtoull(word(), NULL, 10);
    else if (strcmp(first, "thread") == 0) {
        int entry = index_below(MAX_CODE, "instruction");
        if (script->thread_count < MAX_THREADS) script->threads[script->thread_count++] = entry;
        else fail("more than %d threads", MAX_THREADS);
    } else if (strcmp(first, "function") == 0) {
        int entry = index_below(MAX_CODE, "instruction");
        if (script->function_count < MAX_FUNCTIONS) script->functions[script->function_count++] = entry;
        else fail("more than %d functions", MAX_FUNCTIONS);
    } else code_line(first);
    if (!at_end()) fail("'%s' after the end of '%s'", cursor, first);
}

static void begin_script(void)
{
    struct script *script = &driver.script;
    script->code_count = script->thread_count = script->function_count = script->gate_count = 0;
    script->path_count = script->block_count = script->rule_count = 0;
    script->seed = 0;
    script->jumps = script->notifies = script->drops_user = false;
    script->error[0] = 0;
    script->arena_used = 0;
}

static void check_block(int block)
{
    if (block >= driver.script.block_count) fail("there is no control block %d", block);
}

/* Jumps and names that come before what they mean are looked at last. */
static void check_script(void)
{
    const struct script *script = &driver.script;
    for (int i = 0; i < script->code_count; i++) {
        const struct instruction *instruction = &script->code[i];
        const struct words *words = &instruction->words;
        if (instruction->operation != SET_FLAG && instruction->target > script->code_count) fail("there is no instruction %d", instruction->target);
        if (instruction->operation == CALL) check_block(words->block);
        for (int k = 0; k < words->count && words->elements != NULL; k++) check_block(words->elements[k].block);
        for (int k = 0; k < words->count && words->blocks != NULL; k++) check_block(words->blocks[k]);
    }
    if (script->code_count == 0 || script->code[script->code_count - 1].operation != END) fail("the script has no end");
    for (int i = 0; i < script->thread_count; i++)
        if (script->threads[i] >= script->code_count) fail("there is no instruction %d", script->threads[i]);
    for (int i = 0; i < script->function_count; i++)
        if (script->functions[i] >= script->code_count) fail("there is no instruction %d", script->functions[i]);
}

/* ------------------------------------------------------------------ 12. Supervising a program */

/* How it ended. */
struct ending {
    const char *word;
    int number; /* The signal or the status. */
};

/* A program that is performed. */
struct watch {
    const char *id;
    pid_t child;
    int64_t limit, last_sign;
    bool is_patient, has_terminals;
    unsigned seen;
    int still;
};

static void reset_shared(void)
{
    struct shared *shared = driver.shared;
    unsigned events = atomic_load(&shared->next_event);
    for (unsigned i = 0; i < events && i < MAX_EVENTS; i++) atomic_store_explicit(&shared->events[i].ready, 0, memory_order_relaxed);
    for (int i = 0; i < MAX_THREADS; i++) atomic_store_explicit(&shared->deadline[i], 0, memory_order_relaxed);
    atomic_store(&shared->next_event, 0);
    atomic_store(&shared->next_byte, 0);
    atomic_store(&shared->next_thread, (unsigned)driver.script.thread_count);
    atomic_store(&shared->started, 0);
    atomic_store(&shared->gone, 0);
    atomic_store(&shared->finished, 0);
    atomic_store(&shared->children_died, 0);
    atomic_store(&shared->forks, 0);
    atomic_store(&shared->winds_up, 0);
    sem_init(&shared->ended, 1, 0);
    for (int i = 0; i < driver.script.gate_count; i++) {
        atomic_store(&shared->gates[i].open, 0);
        sem_init(&shared->gates[i].turnstile, 1, 0);
    }
    shared->origin = now();
    atomic_store(&shared->last, shared->origin);
}

static bool write_file(const struct path *path)
{
    int fd = openat(driver.directory, path->name, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
    if (fd < 0) return false;
    uint8_t *bytes = path->data.length > 0 ? map(NULL, path->data.length, PROT_READ | PROT_WRITE) : NULL;
    bool is_written = path->data.length == 0;
    if (bytes != NULL) {
        copy_data(&path->data, bytes, path->data.length);
        is_written = write(fd, bytes, path->data.length) == (ssize_t)path->data.length;
        munmap(bytes, path->data.length);
    }
    close(fd);
    return is_written;
}

/* ---- A character special file from which comes what was written to it: a pseudo-terminal without any rules, whose other
 * side sends back what it gets. The one who watches has that side, so that it lives as long as the program. */

static bool make_terminal(struct path *path)
{
    int fd = posix_openpt(O_RDWR | O_NOCTTY);
    path->terminal = fd < 0 ? -1 : high(fd);
    if (fd >= 0) close(fd);
    if (path->terminal < 0 || grantpt(path->terminal) != 0 || unlockpt(path->terminal) != 0) return false;
    const char *name = ptsname(path->terminal);
    if (name == NULL || strlen(name) >= sizeof path->device) return false;
    strcpy(path->device, name);
    int slave = open(path->device, O_RDWR | O_NOCTTY | O_CLOEXEC);
    struct termios rules;
    if (slave < 0 || tcgetattr(slave, &rules) != 0) return false;
    rules.c_iflag = 0;
    rules.c_oflag = 0;
    rules.c_lflag = 0;
    rules.c_cflag = (rules.c_cflag & ~(tcflag_t)(CSIZE | PARENB)) | CS8 | CREAD;
    rules.c_cc[VMIN] = 1;
    rules.c_cc[VTIME] = 0;
    bool is_set = tcsetattr(slave, TCSANOW, &rules) == 0 && fchmod(slave, 0666) == 0;
    close(slave);
    return is_set && fcntl(path->terminal, F_SETFL, O_NONBLOCK) == 0;
}

static bool send_back(struct path *path)
{
    while (path->from < path->to) {
        ssize_t count = write(path->terminal, path->waiting + path->from, path->to - path->from);
        if (count <= 0) return errno == EAGAIN || errno == EIO;
        path->from += (size_t)count;
    }
    path->from = path->to = 0;
    return true;
}

static uint8_t *room_to_wait(struct path *path, size_t length)
{
    if (path->size - path->to < length) {
        uint8_t *larger = path->size + 2 * length > MAX_BYTES ? NULL : realloc(path->waiting, path->size + 2 * length);
        if (larger == NULL) return NULL;
        path->waiting = larger;
        path->size += 2 * length;
    }
    return path->waiting + path->to;
}

/* Whether anything moved. What waits for a program that does not read, or has not opened it yet, does not: it may wait for ever. */
static bool echo(struct path *path)
{
    enum { PIECE = 4096, PIECES = 64 };
    bool came = false;
    for (int i = 0; i < PIECES; i++) {
        uint8_t *room = room_to_wait(path, PIECE);
        ssize_t count = room == NULL ? 0 : read(path->terminal, room, PIECE);
        if (count <= 0) break;
        path->to += (size_t)count;
        came = true;
    }
    size_t waiting = path->to - path->from;
    send_back(path);
    return came || path->to - path->from < waiting;
}

static bool has_terminals(void)
{
    for (int i = 0; i < driver.script.path_count; i++)
        if (driver.script.paths[i].terminal >= 0) return true;
    return false;
}

/* Waits so long for something in a terminal; whether anything moved. */
static bool echo_all(int milliseconds)
{
    struct pollfd inputs[MAX_PATHS];
    bool came = false, is_closed = false;
    for (int i = 0; i < driver.script.path_count; i++)
        inputs[i] = (struct pollfd){ driver.script.paths[i].terminal, POLLIN, 0 };
    poll(inputs, (nfds_t)driver.script.path_count, milliseconds);
    for (int i = 0; i < driver.script.path_count; i++) {
        if (inputs[i].fd < 0) continue;
        if (echo(&driver.script.paths[i])) came = true;
        if ((inputs[i].revents & POLLHUP) != 0) is_closed = true;
    }
    if (is_closed && !came) rest(1000000); /* The program does not have it open: poll does not wait then. */
    return came;
}

static void close_terminal(struct path *path)
{
    if (path->terminal >= 0) close(path->terminal);
    path->terminal = -1;
    free(path->waiting);
    path->waiting = NULL;
    path->from = path->to = path->size = 0;
}

static bool fill_terminal(struct path *path)
{
    uint8_t *room = path->data.length == 0 ? NULL : room_to_wait(path, path->data.length);
    if (path->data.length > 0 && room == NULL) return false;
    if (room != NULL) copy_data(&path->data, room, path->data.length);
    path->to = path->data.length;
    return send_back(path);
}

static bool make_files(void)
{
    for (int i = 0; i < driver.script.path_count; i++) {
        struct path *path = &driver.script.paths[i];
        if (path->kind == CHARACTER && !(make_terminal(path) && fill_terminal(path))) return false;
        if (path->kind == REGULAR && !write_file(path)) return false;
        if (path->kind == DIRECTORY && mkdirat(driver.directory, path->name, 0700) != 0 && errno != EEXIST) return false;
    }
    return true;
}

static void remove_files(void)
{
    for (int i = 0; i < driver.script.path_count; i++) {
        struct path *path = &driver.script.paths[i];
        close_terminal(path);
        if (path->device[0] != 0) continue;
        if (unlinkat(driver.directory, path->name, 0) != 0 && errno != ENOENT) unlinkat(driver.directory, path->name, AT_REMOVEDIR);
    }
}

static pid_t start_program(void)
{
    pid_t parent = getpid(), child = fork();
    if (child != 0) return child;
    setpgid(0, 0);
    die_with_parent(parent);
    close(fileno(driver.out));
    for (int i = 0; i < driver.script.path_count; i++)
        if (driver.script.paths[i].terminal >= 0) close(driver.script.paths[i].terminal);
    int null = open("/dev/null", O_RDWR);
    for (int i = 0; i < 3; i++) dup2(null, i);
    if (null > 2) close(null);
    run_program();
}

static void say(const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    vfprintf(driver.out, format, arguments);
    va_end(arguments);
}

/* The last time at which something happened, or is yet to happen by itself. */
static int64_t latest(const struct shared *shared)
{
    int64_t time = atomic_load(&shared->last);
    unsigned threads = atomic_load(&shared->next_thread);
    for (unsigned i = 0; i < threads && i < MAX_THREADS; i++) {
        int64_t deadline = atomic_load(&shared->deadline[i]);
        if (deadline > time) time = deadline;
    }
    int64_t held = atomic_load(&shared->deadline[HOLDS]);
    return held > time ? held : time;
}

static double busy_seconds(int who)
{
    struct rusage usage;
    getrusage(who, &usage);
    return (double)(usage.ru_utime.tv_sec + usage.ru_stime.tv_sec) + (double)(usage.ru_utime.tv_usec + usage.ru_stime.tv_usec) / 1e6;
}

static bool host_is_gone(void)
{
    struct pollfd input = { STDIN_FILENO, POLLIN, 0 };
    char next;
    if (driver.input_from != driver.input_to || poll(&input, 1, 0) != 1) return false;
    if ((input.revents & POLLIN) != 0) return recv(STDIN_FILENO, &next, 1, MSG_PEEK | MSG_DONTWAIT) == 0; /* The end of a connection. */
    return (input.revents & (POLLHUP | POLLERR)) != 0;
}

/* What is to be said of a program that has not ended: NULL, nothing yet. */
static const char *verdict(struct watch *watch)
{
    struct shared *shared = driver.shared;
    unsigned events = atomic_load(&shared->next_event);
    if (events >= MAX_EVENTS) return "flood";
    int64_t idle = now() - latest(shared);
    if (idle > watch->limit) return "hung";
    if (events != watch->seen || idle < 0 || watch->is_patient || atomic_load(&shared->forks) > 0) {
        watch->seen = events;
        watch->still = 0;
        return NULL;
    }
    watch->still = sleeps(watch->child, 0) ? watch->still + 1 : 0;
    /* What passes through a terminal is carried by a thread of the kernel, which may be busy with others. */
    return watch->still > (watch->has_terminals ? 25 : 3) ? "still" : NULL;
}

/* Lets the observer of a program that has come to nothing say what is in progress. */
static void wind_up(pid_t child)
{
    int status;
    atomic_store(&driver.shared->winds_up, 1);
    sem_post(&driver.shared->ended);
    for (int i = 0; i < 100 && waitpid(child, &status, WNOHANG) == 0; i++) rest(2000000);
}

static void end_group(pid_t child)
{
    int status;
    kill(-child, SIGKILL);
    kill(child, SIGKILL);
    for (int i = 0; i < 1000 && waitpid(-1, &status, WNOHANG) != -1; i++) rest(i < 10 ? 50000 : 1000000);
}

static struct ending ending_of(int status)
{
    const struct shared *shared = driver.shared;
    if (WIFSIGNALED(status)) return (struct ending){ "crashed", WTERMSIG(status) };
    if (atomic_load(&shared->children_died) != 0) return (struct ending){ "crashed", atomic_load(&shared->children_died) };
    if (atomic_load(&shared->finished) || atomic_load(&shared->gone)) return (struct ending){ "quiet", 0 };
    return (struct ending){ "exited", WEXITSTATUS(status) };
}

/* Waits until the program ends or is to be ended. */
static struct ending await_end(struct watch *watch)
{
    sigset_t children;
    sigemptyset(&children);
    sigaddset(&children, SIGCHLD);
    double busy = busy_seconds(RUSAGE_CHILDREN);
    for (;;) {
        int status;
        pid_t ended = waitpid(watch->child, &status, WNOHANG);
        if (ended == watch->child) return ending_of(status);
        const char *word = verdict(watch);
        if (host_is_gone()) word = "hung";
        if (word != NULL) {
            if (strcmp(word, "flood") != 0) wind_up(watch->child);
            end_group(watch->child);
            bool was_busy = (busy_seconds(RUSAGE_CHILDREN) - busy) * 2e9 > (double)watch->limit;
            return (struct ending){ strcmp(word, "hung") == 0 && was_busy ? "busy" : word, 0 };
        }
        if (now() - watch->last_sign > NANOSECONDS) {
            say("alive %s\n", watch->id);
            fflush(driver.out);
            watch->last_sign = now();
        }
        struct timespec step = { 0, watch->has_terminals ? 0 : 4000000 };
        if (watch->has_terminals && echo_all(4)) {
            watch->still = 0;
            atomic_store(&driver.shared->last, now());
        }
        sigtimedwait(&children, NULL, &step);
    }
}

/* ------------------------------------------------------------------ 13. Telling what was seen */

static void say_signal(int number)
{
    const char *name = name_of(signals, number);
    if (name != NULL) say("%s", name);
    else if (number >= SIGRTMIN && number <= SIGRTMAX) say("SIGRTMIN+%d", number - SIGRTMIN);
    else say("%d", number);
}

static void say_constant(const struct name *names, int64_t value)
{
    const char *name = name_of(names, (int)value);
    if (name != NULL) say(" %s", name);
    else say(" %lld", (long long)value);
}

static void say_value(const struct event *event)
{
    if (event->object >= 0) say(" &%d", event->object);
    else say(" %d", event->number);
}

/* Pieces as in a script; a byte that repeats is told once. */
static void say_bytes(const uint8_t *bytes, size_t length, bool goes_on)
{
    static const char digits[] = "0123456789abcdef";
    bool is_open = false;
    for (size_t at = 0; at < length;) {
        size_t same = 1;
        while (at + same < length && bytes[at + same] == bytes[at]) same++;
        if (same >= 16) {
            say("%sf%u*%zu", goes_on ? "+" : "", bytes[at], same);
            at += same;
            goes_on = true;
            is_open = false;
            continue;
        }
        if (!is_open) say("%sx", goes_on ? "+" : "");
        goes_on = is_open = true;
        for (; same > 0; same--, at++) {
            putc(digits[bytes[at] >> 4], driver.out);
            putc(digits[bytes[at] & 15], driver.out);
        }
    }
    if (!goes_on) say("x");
}

static void say_call(const struct event *event)
{
    say(" > %d", event->site);
    const struct words *words = &driver.script.code[event->site].words;
    if (event->length > 0) {
        const uint8_t *at = driver.shared->bytes + event->from;
        for (uint32_t i = 0; i < event->length; i += sizeof(int)) {
            int fd;
            memcpy(&fd, at + i, sizeof fd);
            say(" %d", fd);
        }
        return;
    }
    (void)words;
    say(" %d %d", (int)event->value, event->number);
}

static void say_result(const struct event *event)
{
    say(" <");
    if (event->kind == ERROR_NUMBER && event->value != 0) say_constant(errors, event->value);
    else if (event->kind == CANCEL_ANSWER) say_constant(answers, event->value);
    else if (event->kind == SIGNAL_NUMBER) say(" "), say_signal((int)event->value);
    else say(" %lld", (long long)event->value);
    if (event->value == -1 && event->error != 0) say_constant(errors, event->error);
    if (event->count == 2) say(" %d", event->number);
    if (event->count == 3) say_constant(codes, event->code), say_value(event);
    if (event->count == 1) {
        say(" ");
        say_bytes(driver.shared->bytes + event->from, event->length, false);
    }
}

static void say_event(const struct event *event)
{
    if (event->mark == '?') {
        say(" ? %d", event->site);
        if (event->kind == ERROR_NUMBER && event->value != 0) say_constant(errors, event->value);
        else say(" %lld", (long long)event->value);
        if (event->value == -1) say_constant(errors, event->error);
    } else if (event->mark == '>') say_call(event);
    else if (event->mark == '<') say_result(event);
    else if (event->mark == '!') {
        say(" ! ");
        say_signal(event->site);
        if (event->count == 3) say_constant(codes, event->code), say_value(event);
    } else if (event->mark == '*') say(" * %d", event->site), say_value(event);
    else if (event->mark == 'x') say(event->count ? " x canceled" : " x");
    else say(" %c", event->mark);
    say("\n");
}

/* A place may be later by its time than the one after it; then that one has the later time, too: section 4. */
static int64_t say_events(void)
{
    const struct shared *shared = driver.shared;
    unsigned count = atomic_load(&shared->next_event);
    int64_t time = 0;
    for (unsigned i = 0; i < count && i < MAX_EVENTS; i++) {
        const struct event *event = &shared->events[i];
        if (!atomic_load_explicit(&event->ready, memory_order_acquire)) continue;
        if (event->time > time) time = event->time;
        if (event->thread < 0) say("%lld -", (long long)time);
        else say("%lld %d", (long long)time, event->thread);
        say_event(event);
    }
    return time;
}

/* The bytes from here on are a hole of so many bytes; 0, they are data. */
static off_t hole_at(int fd, off_t from, off_t size)
{
#if defined(SEEK_DATA) && defined(SEEK_HOLE)
    off_t data = lseek(fd, from, SEEK_DATA);
    if (data < 0) return errno == ENXIO ? size - from : 0;
    return data - from;
#else
    (void)fd, (void)from, (void)size;
    return 0;
#endif
}

static void say_content(int fd, off_t size)
{
    static uint8_t bytes[1 << 16];
    off_t at = 0;
    bool goes_on = false;
    while (at < size) {
        off_t hole = hole_at(fd, at, size);
        if (hole > 0) {
            say("%sf0*%lld", goes_on ? "+" : "", (long long)hole);
            at += hole;
        } else {
            ssize_t length = pread(fd, bytes, sizeof bytes, at);
            if (length <= 0) break;
            say_bytes(bytes, (size_t)length, goes_on);
            at += length;
        }
        goes_on = true;
    }
    if (!goes_on) say("x");
}

static void say_files(int64_t time)
{
    for (int i = 0; i < driver.script.path_count; i++) {
        if (driver.script.paths[i].device[0] != 0) continue;
        int fd = openat(driver.directory, driver.script.paths[i].name, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
        struct stat status;
        if (fd < 0) continue;
        if (fstat(fd, &status) == 0 && S_ISREG(status.st_mode)) {
            say("%lld - final %d ", (long long)time, i);
            say_content(fd, status.st_size);
            say("\n");
        }
        close(fd);
    }
}

static void perform_script(const char *id, int64_t limit, bool is_patient)
{
    check_script();
    if (driver.script.error[0] != 0) {
        say("end %s refused %s\n", id, driver.script.error);
        return;
    }
    if (!make_files()) {
        say("end %s refused files: %s\n", id, strerror(errno));
        remove_files();
        return;
    }
    reset_shared();
    struct watch watch = { id, start_program(), limit, now(), is_patient, has_terminals(), 0, 0 };
    if (watch.child < 0) {
        say("end %s refused fork: %s\n", id, strerror(errno));
        remove_files();
        return;
    }
    struct ending ending = await_end(&watch);
    end_group(watch.child);
    say_files(say_events());
    say("end %s %s", id, ending.word);
    if (strcmp(ending.word, "crashed") == 0) say(" "), say_signal(ending.number);
    if (strcmp(ending.word, "exited") == 0) say(" %d", ending.number);
    say("\n");
    remove_files();
}

/* ------------------------------------------------------------------ 14. What this system can do */

static void say_options(void)
{
    static const struct { const char *word; int name; } options[] = {
        { "PIO", _SC_PRIORITIZED_IO }, { "SIO", _SC_SYNCHRONIZED_IO }, { "FSC", _SC_FSYNC }, { "MON", _SC_MONOTONIC_CLOCK },
        { "TPS", _SC_THREAD_PRIORITY_SCHEDULING }, { "RTS", _SC_REALTIME_SIGNALS },
    };
    say("option");
    for (size_t i = 0; i < sizeof options / sizeof *options; i++)
        if (sysconf(options[i].name) > 0) say(" %s", options[i].word);
    say("\n");
}

static void say_limit(const char *word, int name)
{
    long value = sysconf(name);
    if (value >= 0) say("limit %s %ld\n", word, value);
}

struct probe {
    int fd;
    void *buffer;
};

static void *read_into(void *argument)
{
    const struct probe *probe = argument;
    return pread(probe->fd, probe->buffer, 1, 0) == 1 ? argument : NULL;
}

/* Whether a transfer is really held, and goes on when its page is there. */
static const char *why_no_holds(void)
{
    struct probe probe = { driver.self, map(NULL, driver.page, PROT_READ | PROT_WRITE) };
    uint8_t *page = map(NULL, driver.page, PROT_READ | PROT_WRITE);
    int faults = open_faults();
    if (faults < 0) return strerror(errno);
    pthread_t reader;
    void *read_it = NULL;
    const char *reason = "a transfer into such a page is not held";
    if (!watch_faults(faults, probe.buffer, driver.page)) reason = strerror(errno);
    else if (pthread_create(&reader, NULL, read_into, &probe) == 0) {
        struct pollfd input = { faults, POLLIN, 0 };
        bool is_held = poll(&input, 1, 1000) == 1;
        give_pages(faults, probe.buffer, page, driver.page);
        pthread_join(reader, &read_it);
        if (is_held && read_it != NULL) reason = NULL;
    }
    close(faults);
    munmap(probe.buffer, driver.page);
    munmap(page, driver.page);
    return reason;
}

/* Whether a limit bites, tried in a process of its own. */
static bool is_limited(int resource, bool (*bites)(void))
{
    fflush(driver.out);
    pid_t child = fork();
    int status = 0;
    if (child == 0) {
        struct rlimit limit = { 0, 0 };
        driver.script.path_count = 0;
        _exit(drop_user() && setrlimit(resource, &limit) == 0 && bites() ? 0 : 1);
    }
    return child > 0 && waitpid(child, &status, 0) == child && WIFEXITED(status) && WEXITSTATUS(status) == 0;
}

static void *end_at_once(void *argument)
{
    return argument;
}

static bool no_thread_more(void)
{
    pthread_t thread;
    return pthread_create(&thread, NULL, end_at_once, NULL) == EAGAIN;
}

static bool no_signal_more(void)
{
    return sigqueue(getpid(), SIGRTMIN, (union sigval){ .sival_int = 0 }) == -1 && errno == EAGAIN;
}

static bool no_byte_more(void)
{
    int fd = openat(driver.directory, "probe", O_WRONLY | O_CREAT, 0600);
    bool is_refused = fd >= 0 && write(fd, "x", 1) == -1 && errno == EFBIG;
    unlinkat(driver.directory, "probe", 0);
    return is_refused;
}

static void say_limit_ability(const char *ability, int resource, bool (*bites)(void))
{
    if (is_limited(resource, bites)) say("can %s\n", ability);
    else say("cannot %s a limit of 0 was tried and did not hold\n", ability);
}

static void say_device(const char *ability, const char *name)
{
    struct stat status;
    if (stat(name, &status) != 0) say("cannot %s %s: %s\n", ability, name, strerror(errno));
    else if (!S_ISCHR(status.st_mode)) say("cannot %s %s is no character special file\n", ability, name);
    else say("can %s\n", ability);
}

static void say_abilities(void)
{
#ifdef RLIMIT_NPROC
    say_limit_ability("thread-limit", RLIMIT_NPROC, no_thread_more);
#endif
#ifdef RLIMIT_SIGPENDING
    say_limit_ability("signal-limit", RLIMIT_SIGPENDING, no_signal_more);
#endif
    say_limit_ability("file-size-limit", RLIMIT_FSIZE, no_byte_more);
    say("can memory-limit\n");
    static const char *const abilities[] = {
        "processes", "fork", "exec", "signals", "notification-threads", "thread-cancellation", "siglongjmp", "pipes",
#ifdef F_SETPIPE_SZ
        "pipe-capacity",
#endif
#ifdef __GLIBC__
        "aio-init",
#endif
#ifdef SIGEV_THREAD_ID
        "thread-id",
#endif
    };
    for (size_t i = 0; i < sizeof abilities / sizeof *abilities; i++) say("can %s\n", abilities[i]);
    say_device("null-device", "/dev/null");
    say_device("zero-device", "/dev/zero");
    say_device("full-device", "/dev/full");
    struct path probe;
    memset(&probe, 0, sizeof probe);
    probe.terminal = -1;
    if (make_terminal(&probe)) say("can character-files\n");
    else say("cannot character-files a pseudo-terminal: %s\n", strerror(errno));
    close_terminal(&probe);
    int ends[2];
    if (socketpair(AF_UNIX, SOCK_STREAM, 0, ends) == 0) {
        say("can sockets\n");
        close(ends[0]);
        close(ends[1]);
    } else say("cannot sockets socketpair: %s\n", strerror(errno));
    const char *reason = why_no_holds();
    if (reason == NULL) say("can held-transfers\n");
    else say("cannot held-transfers userfaultfd: %s\n", reason);
    say("cannot failing-transfers the device is a real one\n");
    say("cannot short-transfers the device is a real one\n");
    say("cannot crashes the system is a real one\n");
    say("cannot clock-step it would change the clock of the whole machine\n");
    for (const struct name *name = system_variables; name->name != NULL; name++) say("sysconf %s %ld\n", name->name, sysconf(name->number));
}

/* ------------------------------------------------------------------ 15. The conversation */

#ifndef TARGET_NAME
#ifdef __GLIBC__
#include <gnu/libc-version.h>
#define TARGET_NAME gnu_get_libc_version()
#define TARGET_KIND "glibc "
#else
#define TARGET_NAME "unknown"
#endif
#endif
#ifndef TARGET_KIND
#define TARGET_KIND ""
#endif

static void greet(void)
{
    say("aiosim-driver 1\n");
    say("target %s%s\n", TARGET_KIND, TARGET_NAME);
    say_options();
    say_limit("AIO_LISTIO_MAX", _SC_AIO_LISTIO_MAX);
    say_limit("AIO_MAX", _SC_AIO_MAX);
    say_limit("AIO_PRIO_DELTA_MAX", _SC_AIO_PRIO_DELTA_MAX);
    say("pipe_buf %d\n", PIPE_BUF);
    say_abilities();
    say("ready\n");
    fflush(driver.out);
}

/* The next line of the host without its end, or NULL where there is none. */
static char *next_line(void)
{
    size_t length = 0;
    for (;;) {
        while (driver.input_from < driver.input_to) {
            char c = driver.input[driver.input_from++];
            if (length + 1 >= driver.line_size) {
                size_t size = driver.line_size == 0 ? 4096 : driver.line_size * 2;
                char *larger = realloc(driver.line, size);
                if (larger == NULL) return NULL;
                driver.line = larger;
                driver.line_size = size;
            }
            if (c == '\n') {
                driver.line[length] = 0;
                return driver.line;
            }
            driver.line[length++] = c;
        }
        ssize_t count = read(STDIN_FILENO, driver.input, sizeof driver.input);
        if (count < 0 && errno == EINTR) continue;
        if (count <= 0) return NULL;
        driver.input_from = 0;
        driver.input_to = (size_t)count;
    }
}

static void converse(void)
{
    char id[32] = "";
    int64_t limit = NANOSECONDS;
    bool is_patient = false;
    for (char *line; (line = next_line()) != NULL;) {
        if (strncmp(line, "perform ", 8) == 0) {
            long long milliseconds = 0;
            int patient = 0;
            begin_script();
            if (sscanf(line, "perform %31s %lld %d", id, &milliseconds, &patient) != 3) fail("'%s' is not perform ID MILLISECONDS PATIENCE", line);
            limit = milliseconds * 1000000;
            is_patient = patient != 0;
        } else if (strcmp(line, "go") == 0) {
            perform_script(id, limit, is_patient);
            if (fflush(driver.out) != 0) return;
        } else if (strcmp(line, "quit") == 0) return;
        else script_line(line);
    }
}

static bool prepare(const char *directory, const char *self)
{
    enum { ARENA = 1 << 26 };
    driver.page = (size_t)sysconf(_SC_PAGESIZE);
    driver.shared = mmap(NULL, sizeof *driver.shared, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    driver.script.arena = map(NULL, ARENA, PROT_READ | PROT_WRITE);
    driver.script.arena_size = ARENA;
    int fd = open(directory, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    driver.directory = high(fd);
    close(fd);
    fd = open(self, O_RDONLY | O_CLOEXEC);
    driver.self = high(fd);
    close(fd);
    driver.out = fdopen(high(STDOUT_FILENO), "w");
    struct rlimit none = { 0, 0 };
    setrlimit(RLIMIT_CORE, &none);
    struct sigaction fresh;
    memset(&fresh, 0, sizeof fresh);
    fresh.sa_handler = SIG_DFL;
    for (int i = 1; i <= SIGRTMAX; i++) sigaction(i, &fresh, NULL);
    pthread_attr_init(&driver.attributes);
    pthread_attr_setdetachstate(&driver.attributes, PTHREAD_CREATE_DETACHED);
    sigset_t all;
    sigfillset(&all);
    sigdelset(&all, SIGTERM);
    sigdelset(&all, SIGINT);
    sigprocmask(SIG_SETMASK, &all, NULL);
#ifdef __linux__
    prctl(PR_SET_CHILD_SUBREAPER, 1);
#endif
    return driver.shared != MAP_FAILED && driver.script.arena != NULL && driver.directory >= 0 && driver.out != NULL;
}

static int listen_on(int port)
{
    struct sockaddr_in address;
    memset(&address, 0, sizeof address);
    address.sin_family = AF_INET;
    address.sin_port = htons((uint16_t)port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    int yes = 1, listener = socket(AF_INET, SOCK_STREAM, 0);
    setsockopt(listener, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes);
    if (bind(listener, (struct sockaddr *)&address, sizeof address) != 0 || listen(listener, 64) != 0) return -1;
    socklen_t size = sizeof address;
    getsockname(listener, (struct sockaddr *)&address, &size);
    fprintf(stderr, "aio_driver: port %d\n", ntohs(address.sin_port));
    return listener;
}

/* Waits on a port of this machine for hosts, and has a process for each that talks to it from then on, with its files in a
 * directory of its own. Returns in that process, with the directory's name; NULL if it cannot be had. */
static const char *meet(int port, const char *directory)
{
    static char own[PATH_MAX];
    int listener = listen_on(port), yes = 1;
    if (listener < 0) return NULL;
    for (;;) {
        int host = accept(listener, NULL, NULL);
        while (waitpid(-1, NULL, WNOHANG) > 0) { }
        if (host < 0 && errno != EINTR && errno != ECONNABORTED) return NULL;
        pid_t child = host < 0 ? -1 : fork();
        if (child != 0) {
            close(host);
            continue;
        }
        close(listener);
        setsockopt(host, IPPROTO_TCP, TCP_NODELAY, &yes, sizeof yes);
        dup2(host, STDIN_FILENO);
        dup2(host, STDOUT_FILENO);
        close(host);
        snprintf(own, sizeof own, "%s/%ld", directory, (long)getpid());
        return mkdir(own, 0700) == 0 ? own : NULL;
    }
}

/* aio_driver DIRECTORY [PORT]: performs programs with their files in this directory. With a port it serves all hosts that
 * connect there, until it is killed; 0 is any free port, and it says which. */
int main(int count, char **arguments)
{
    const char *directory = arguments[1];
    if (count == 2 && strcmp(arguments[1], "--image") == 0) {
        rest(20000000); /* The new image of exec: a signal meant for the old one would kill it. */
        return 0;
    }
    if (count < 2 || count > 3) {
        fprintf(stderr, "usage: aio_driver DIRECTORY [PORT]\n");
        return 2;
    }
    if (count == 3 && (directory = meet(atoi(arguments[2]), directory)) == NULL) {
        perror("aio_driver: port");
        return 2;
    }
    if (!prepare(directory, arguments[0])) {
        perror("aio_driver: directory");
        return 2;
    }
    greet();
    converse();
    rmdir(directory); /* The host may be gone, and nobody else left to do it. */
    return 0;
}
