/*
 * aio_record.c: preloaded into an unmodified program, it forwards every call of aio.h to the program's own libc and notes
 * it, with what else is seen from outside: descriptors closed, signals caught, notification functions called.
 *
 * What it notes goes to a file mapped into memory (AIOSIM_RECORD), so that it survives whatever becomes of the program. A
 * note is one slot of 128 bytes, or several that follow each other; slots are handed out by one atomic counter, so that
 * their order is an order in which the noted things can have happened: a call is noted before it begins, its result after
 * it has returned. No lock, no allocation, no call that is not async-signal-safe.
 *
 * It tells misuse apart from defects: it asks the libc itself (aio_error) whether a request is still in progress when the
 * program submits its block again, retrieves its result, stores into its buffer, frees it or leaves the function in whose
 * frame it lies. What it says of misuse is proven at that moment; what cannot be proven is not said. Of a read's buffer it
 * can only tell that it is gone: what the program stores there looks like what the libc stores.
 *
 * The room for notes is taken from the disk ahead of them, so that a full disk ends the recording and not the program.
 */
#define _GNU_SOURCE
#include <aio.h>
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <malloc.h>
#include <pthread.h>
#include <setjmp.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/auxv.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <time.h>
#include <ucontext.h>
#include <unistd.h>

/* ------------------------------------------------------------------ 1. The log. Read by RecordLog in C#; a change here is a change there, and of the version */

enum { VERSION = 2, SLOT_WORDS = 13, HEAD_BYTES = 4096, AHEAD = 1024 };

enum kind {
    STARTED = 1, READ, WRITE, FSYNC, LISTIO, ELEMENT, ERROR, RETURN, SUSPEND, CANCEL, RESULT, CLOSE, DUP2, CAUGHT,
    HANDLER_RETURNED, CALLBACK, CALLBACK_RETURNED, SIGACTION, SIGMASK, SIGWAIT, SIGNAL_RESULT, LONGJMP, EXECED, EXITED, MISUSE, MORE,
    THREAD, NAMED,
};

enum misuse { RESUBMITTED = 1, RETURNED_EARLY, RETURNED_TWICE, BUFFER_CHANGED, BLOCK_CHANGED, FREED, FRAME_GONE };

struct head {
    char magic[8];                 /* AIOREC\0 and the version */
    uint64_t slots;                /* how many there are room for */
    _Atomic uint64_t next;         /* the next that is free */
    _Atomic uint64_t lost;         /* notes for which there was no room */
    _Atomic uint64_t unwatched;    /* requests for which there was no room in the table of those in progress */
    _Atomic uint64_t backed;       /* slots for which the disk has room; the rest is sparse, and a store there may be a SIGBUS */
    _Atomic uint64_t full;         /* the disk has no more */
};

struct slot {
    _Atomic uint32_t kind;         /* stored last: 0 is a note that was never finished */
    uint32_t count;                /* how many slots the note has; 0 in all but its first */
    int32_t pid;
    int32_t tid;
    uint64_t time;                 /* CLOCK_MONOTONIC, in nanoseconds */
    uint64_t word[SLOT_WORDS];
};

_Static_assert(sizeof(struct slot) == 128, "a slot has 128 bytes");

static struct head *head;
static struct slot *slots;
static int32_t own_pid;
static __thread int32_t own_tid __attribute__((tls_model("initial-exec")));
static __thread int handler_depth __attribute__((tls_model("initial-exec")));

static uint64_t now(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (uint64_t)t.tv_sec * 1000000000u + (uint64_t)t.tv_nsec;
}

static void meet_thread(void);

#ifndef MADV_POPULATE_WRITE
#define MADV_POPULATE_WRITE 23     /* Linux 5.14; an older kernel says EINVAL, and then nothing can be known ahead */
#endif

/* Whether the first so many slots are there, on the disk, too. More is taken from it where they are not. */
static bool have_room(uint64_t slots_wanted)
{
    uint64_t backed;
    while ((backed = atomic_load_explicit(&head->backed, memory_order_relaxed)) < slots_wanted) {
        if (atomic_load(&head->full) != 0) return false;
        uint64_t to = slots_wanted + AHEAD < head->slots ? slots_wanted + AHEAD : head->slots;
        uintptr_t from = (uintptr_t)&slots[backed] & ~(uintptr_t)4095;
        int saved = errno;
        bool there = madvise((void *)from, (uintptr_t)&slots[to] - from, MADV_POPULATE_WRITE) == 0;
        if (!there && errno == EINVAL) to = head->slots;
        else if (!there && errno != EINTR && errno != EAGAIN) atomic_store(&head->full, 1);
        if (there || errno == EINVAL) atomic_compare_exchange_strong(&head->backed, &backed, to);
        errno = saved;
    }
    return true;
}

/* Takes the slots of one note, or NULL where nothing is noted. */
static struct slot *take(uint32_t count)
{
    if (head == NULL) return NULL;
    if (own_tid == 0) meet_thread();
    uint64_t at = atomic_fetch_add_explicit(&head->next, count, memory_order_relaxed);
    if (at + count > head->slots || !have_room(at + count)) {
        atomic_fetch_add_explicit(&head->lost, 1, memory_order_relaxed);
        return NULL;
    }
    struct slot *first = &slots[at];
    first->count = count;
    first->pid = own_pid;
    first->tid = own_tid;
    first->time = now();
    return first;
}

static void commit(struct slot *slot, enum kind kind)
{
    if (slot != NULL) atomic_store_explicit(&slot->kind, (uint32_t)kind, memory_order_release);
}

static void note(enum kind kind, uint64_t a, uint64_t b, uint64_t c, uint64_t d)
{
    struct slot *slot = take(1);
    if (slot == NULL) return;
    slot->word[0] = a;
    slot->word[1] = b;
    slot->word[2] = c;
    slot->word[3] = d;
    commit(slot, kind);
}

static uint64_t pair(int low, int high)
{
    return (uint32_t)low | (uint64_t)(uint32_t)high << 32;
}

static void note_result(long value)
{
    int saved = errno;
    note(RESULT, (uint64_t)value, value == -1 ? (uint64_t)saved : 0, 0, 0);
    errno = saved;
}

/* ------------------------------------------------------------------ 2. The functions that are stood before */

static struct {
    int (*aio_read)(struct aiocb *);
    int (*aio_write)(struct aiocb *);
    int (*aio_fsync)(int, struct aiocb *);
    int (*aio_error)(const struct aiocb *);
    ssize_t (*aio_return)(struct aiocb *);
    int (*aio_suspend)(const struct aiocb *const[], int, const struct timespec *);
    int (*aio_cancel)(int, struct aiocb *);
    int (*lio_listio)(int, struct aiocb *const[], int, struct sigevent *);
    int (*close)(int);
    int (*dup2)(int, int);
    int (*dup3)(int, int, int);
    int (*sigaction)(int, const struct sigaction *, struct sigaction *);
    int (*pthread_sigmask)(int, const sigset_t *, sigset_t *);
    int (*sigprocmask)(int, const sigset_t *, sigset_t *);
    int (*sigtimedwait)(const sigset_t *, siginfo_t *, const struct timespec *);
    int (*sigwaitinfo)(const sigset_t *, siginfo_t *);
    int (*sigwait)(const sigset_t *, int *);
    void (*siglongjmp)(sigjmp_buf, int);
    void (*longjmp)(jmp_buf, int);
    void (*longjmp_chk)(jmp_buf, int);
    void (*free)(void *);
    void *(*realloc)(void *, size_t);
    int (*munmap)(void *, size_t);
    int (*execve)(const char *, char *const[], char *const[]);
    void (*exit_now)(int);
} real;

static void look_up(void *where, const char *name)
{
    void *symbol = dlsym(RTLD_NEXT, name);
    memcpy(where, &symbol, sizeof symbol);
}

static void look_up_all(void)
{
    look_up(&real.free, "free"); /* first: what dlsym allocates it may free */
    look_up(&real.realloc, "realloc");
    look_up(&real.aio_read, "aio_read");
    look_up(&real.aio_write, "aio_write");
    look_up(&real.aio_fsync, "aio_fsync");
    look_up(&real.aio_error, "aio_error");
    look_up(&real.aio_return, "aio_return");
    look_up(&real.aio_suspend, "aio_suspend");
    look_up(&real.aio_cancel, "aio_cancel");
    look_up(&real.lio_listio, "lio_listio");
    look_up(&real.close, "close");
    look_up(&real.dup2, "dup2");
    look_up(&real.dup3, "dup3");
    look_up(&real.pthread_sigmask, "pthread_sigmask");
    look_up(&real.sigprocmask, "sigprocmask");
    look_up(&real.sigtimedwait, "sigtimedwait");
    look_up(&real.sigwaitinfo, "sigwaitinfo");
    look_up(&real.sigwait, "sigwait");
    look_up(&real.siglongjmp, "siglongjmp");
    look_up(&real.longjmp, "longjmp");
    look_up(&real.longjmp_chk, "__longjmp_chk");
    look_up(&real.munmap, "munmap");
    look_up(&real.execve, "execve");
    look_up(&real.exit_now, "_exit");
    look_up(&real.sigaction, "sigaction");
}

static void map_log(void)
{
    const char *path = getenv("AIOSIM_RECORD");
    struct stat st;
    if (path == NULL) return;
    int fd = open(path, O_RDWR | O_CLOEXEC);
    if (fd < 0) return;
    if (fstat(fd, &st) == 0 && (uint64_t)st.st_size > HEAD_BYTES) {
        void *map = mmap(NULL, (size_t)st.st_size, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_NORESERVE, fd, 0);
        if (map != MAP_FAILED && memcmp(map, "AIOREC", 7) == 0 && ((char *)map)[7] == VERSION) {
            slots = (struct slot *)(void *)((char *)map + HEAD_BYTES);
            head = map;
        }
    }
    syscall(SYS_close, fd);
}

static void in_child(void);

static void meet_thread(void);

/* The first note of an image, before the first of its first thread. */
static void note_start(int forked)
{
    own_tid = (int32_t)syscall(SYS_gettid);
    note(STARTED, (uint64_t)getppid(), (uint64_t)forked, 0, 0);
    meet_thread();
}

__attribute__((constructor)) static void start(void)
{
    static bool started;
    if (started) return;
    started = true;
    look_up_all();
    own_pid = getpid();
    map_log();
    pthread_atfork(NULL, NULL, in_child);
    note_start(0);
}

static void ready(void)
{
    if (real.sigaction == NULL) start();
}

/* Between vfork and exec a child runs in its parent's memory: what it does is not what the parent does, and is not noted. */
static bool is_borrowed(void)
{
    return (int32_t)syscall(SYS_getpid) != own_pid;
}

/* The first that is noted of a thread is which signals are blocked in it. */
static void meet_thread(void)
{
    uint64_t mask = 0;
    int saved = errno;
    own_tid = (int32_t)syscall(SYS_gettid);
    syscall(SYS_rt_sigprocmask, SIG_BLOCK, NULL, &mask, sizeof mask);
    errno = saved;
    note(THREAD, mask, 0, 0, 0);
}

/* ------------------------------------------------------------------ 3. What is behind a descriptor */

enum { DESCRIPTORS = 1024, NAME_SLOTS = 4 };

static _Atomic uint64_t named[DESCRIPTORS]; /* a hash of the file whose name was noted last */

static void name_file(int fd, const struct stat *st)
{
    char link[32] = "/proc/self/fd/";
    char name[NAME_SLOTS * SLOT_WORDS * 8] = "";
    uint64_t hash = ((uint64_t)st->st_dev * 31 + (uint64_t)st->st_ino) | 1;
    if (fd < DESCRIPTORS && atomic_exchange(&named[fd], hash) == hash) return;
    size_t at = strlen(link);
    int digits = 1;
    for (int rest = fd; rest >= 10; rest /= 10) digits++;
    for (int i = digits - 1, rest = fd; i >= 0; i--, rest /= 10) link[at + (size_t)i] = (char)('0' + rest % 10);
    if (readlink(link, name, sizeof name - 1) < 0) return;
    struct slot *slot = take(1 + NAME_SLOTS);
    if (slot == NULL) return;
    slot->word[0] = (uint64_t)st->st_dev;
    slot->word[1] = (uint64_t)st->st_ino;
    for (size_t i = 0; i < NAME_SLOTS; i++) {
        memcpy(slot[1 + i].word, name + i * sizeof slot->word, sizeof slot->word);
        commit(&slot[1 + i], MORE);
    }
    commit(slot, NAMED);
}

struct identity {
    uint64_t flags_and_mode;       /* of F_GETFL, of fstat; -1 and 0 where the descriptor is not open */
    uint64_t device;
    uint64_t inode;
};

static struct identity identify(int fd)
{
    struct stat st;
    struct identity none = { pair(-1, 0), 0, 0 };
    int saved = errno;
    int flags = fd >= 0 && fstat(fd, &st) == 0 ? fcntl(fd, F_GETFL) : -1;
    if (flags >= 0) name_file(fd, &st);
    errno = saved;
    if (flags < 0) return none;
    struct identity found = { pair(flags, (int)st.st_mode), (uint64_t)st.st_dev, (uint64_t)st.st_ino };
    return found;
}

/* ------------------------------------------------------------------ 4. Requests in progress, so far as the program knows */

enum { ENTRIES = 1 << 14, PAGES = 1 << 12, SAMPLE = 64 };

enum state { IDLE, LIVE, KNOWN_DONE, REAPED };

struct entry {
    _Atomic uintptr_t cb;          /* 0: free; 1: was used */
    _Atomic int state;
    uintptr_t buf;
    uint64_t nbytes;
    uint64_t members;              /* a hash of what the program must not change */
    uint64_t sample;               /* a hash of the ends of what is written; 0: not watched */
    _Atomic uint64_t since;        /* when it was submitted; another submission is another time */
    uint32_t told_by[3];           /* where it is written down that the program was told: by its own notification, its list's, aio_cancel of its descriptor */
};

static struct entry entries[ENTRIES];
static _Atomic int live;
static _Atomic uint16_t pages[PAGES]; /* how many live blocks and buffers begin in pages with this hash */

/*
 * When the program was last told, by something of this hash, that requests are complete. Should the libc then still say that
 * one is in progress, it contradicts itself: a program that believed the first is no misuser. Two that share a place only
 * make that more is believed.
 */
static _Atomic uint64_t told[PAGES];

static uint64_t mix(uint64_t hash, uint64_t word)
{
    hash = (hash ^ word) * 0x9E3779B97F4A7C15u;
    return hash ^ hash >> 29;
}

static _Atomic uint16_t *page_of(uintptr_t address)
{
    return &pages[mix(1, address >> 12) % PAGES];
}

static struct entry *find(uintptr_t cb)
{
    for (uint64_t i = 0, at = mix(2, cb); i < ENTRIES; i++, at++) {
        struct entry *entry = &entries[at % ENTRIES];
        uintptr_t there = atomic_load_explicit(&entry->cb, memory_order_acquire);
        if (there == cb) return entry;
        if (there == 0) return NULL;
    }
    return NULL;
}

static struct entry *find_or_add(uintptr_t cb)
{
    struct entry *entry = find(cb);
    if (entry != NULL) return entry;
    for (uint64_t i = 0, at = mix(2, cb); i < ENTRIES / 2; i++, at++) {
        entry = &entries[at % ENTRIES];
        uintptr_t there = atomic_load_explicit(&entry->cb, memory_order_acquire);
        if (there > 1 || !atomic_compare_exchange_strong(&entry->cb, &there, cb)) continue;
        atomic_store(&entry->state, IDLE);
        return entry;
    }
    if (head != NULL) atomic_fetch_add_explicit(&head->unwatched, 1, memory_order_relaxed);
    return NULL;
}

static void set_state(struct entry *entry, enum state state)
{
    int before = atomic_exchange(&entry->state, (int)state);
    int change = (state == LIVE) - (before == LIVE);
    if (change == 0) return;
    atomic_fetch_add(&live, change);
    atomic_fetch_add(page_of(atomic_load(&entry->cb)), (uint16_t)change);
    atomic_fetch_add(page_of(entry->buf), (uint16_t)change);
}

/* The child has none of its parent's requests. */
static void in_child(void)
{
    own_pid = getpid();
    memset(entries, 0, sizeof entries);
    memset((void *)pages, 0, sizeof pages);
    atomic_store(&live, 0);
    note_start(1);
}

static bool was_told(const struct entry *entry)
{
    bool was = false;
    for (int i = 0; i < 3; i++) was |= atomic_load(&told[entry->told_by[i]]) >= atomic_load(&entry->since);
    return was;
}

static bool in_progress(const struct entry *entry)
{
    int saved = errno;
    bool answer = atomic_load(&entry->state) == LIVE && !was_told(entry) && real.aio_error((const struct aiocb *)atomic_load(&entry->cb)) == EINPROGRESS;
    errno = saved;
    return answer;
}

static uint32_t place_of(uint64_t kind, uint64_t which, uint64_t value)
{
    return 1 + (uint32_t)(mix(mix(kind, which), value) >> 32) % (PAGES - 1); /* of place 0 nothing is ever told */
}

static uint32_t place_of_signal(int signo, union sigval value) { return place_of(5, (uint64_t)signo, (uintptr_t)value.sival_ptr); }
static uint32_t place_of_call(void (*function)(union sigval), union sigval value) { return place_of(6, (uintptr_t)function, (uintptr_t)value.sival_ptr); }
static uint32_t place_of_descriptor(int fd) { return place_of(7, (uint64_t)fd, 0); }

static void tell(uint32_t place) { atomic_store(&told[place], now()); }

/* The libc has said of this very request that it is complete. */
static void tell_complete(const struct aiocb *cb)
{
    struct entry *entry = cb != NULL ? find((uintptr_t)cb) : NULL;
    if (entry != NULL && atomic_load(&entry->state) == LIVE) set_state(entry, KNOWN_DONE);
}

static uint64_t members_of(const struct aiocb *cb)
{
    uint64_t hash = mix(3, (uint64_t)cb->aio_fildes);
    hash = mix(hash, (uint64_t)cb->aio_offset);
    hash = mix(hash, (uintptr_t)cb->aio_buf);
    hash = mix(hash, cb->aio_nbytes);
    return mix(hash, (uint64_t)cb->aio_reqprio);
}

/* Whether eight bytes can be read. The kernel copies a set of signals before it looks at what is to be done with it, which here is nothing. */
static bool is_readable(uintptr_t address)
{
    return syscall(SYS_rt_sigprocmask, -1, address, NULL, sizeof(uint64_t)) == -1 && errno != EFAULT;
}

static bool are_readable(uintptr_t from, uint64_t bytes)
{
    uintptr_t last = (from + bytes - 1) & ~(uintptr_t)7;
    return is_readable(from & ~(uintptr_t)7) && (from >> 12 == last >> 12 || is_readable(last));
}

static uint64_t mix_bytes(uint64_t hash, uintptr_t from, uint64_t bytes)
{
    uint64_t word = 0;
    for (; bytes >= sizeof word; from += sizeof word, bytes -= sizeof word) {
        memcpy(&word, (const void *)from, sizeof word);
        hash = mix(hash, word);
    }
    word = 0;
    memcpy(&word, (const void *)from, bytes);
    return mix(hash, word);
}

/* A hash of the ends of a buffer, read so that a bad pointer is no crash of ours; 0 where they cannot be read. */
static uint64_t sample_of(uintptr_t buf, uint64_t nbytes)
{
    uint64_t each = nbytes < SAMPLE ? nbytes : SAMPLE;
    uintptr_t tail = buf + nbytes - each;
    int saved = errno;
    bool one_page = (tail + each - 1) >> 12 == buf >> 12;
    bool readable = each != 0 && are_readable(buf, each) && (one_page || are_readable(tail, each));
    errno = saved;
    return readable ? mix_bytes(mix_bytes(4, buf, each), tail, each) | 1 : 0;
}

static void note_misuse(enum misuse what, uintptr_t cb)
{
    note(MISUSE, (uint64_t)what, cb, 0, 0);
}

/* Before a block is submitted: is it free? */
static void check_free(const struct aiocb *cb)
{
    struct entry *entry = find((uintptr_t)cb);
    if (entry != NULL && in_progress(entry)) note_misuse(RESUBMITTED, (uintptr_t)cb);
}

static uint32_t place_of_event(const struct sigevent *event);
static void remember_frame(struct entry *entry, uintptr_t frame);

static struct entry *watch(const struct aiocb *cb, bool writes, const struct sigevent *list, uintptr_t frame)
{
    struct entry *entry = find_or_add((uintptr_t)cb);
    if (entry == NULL) return NULL;
    set_state(entry, IDLE);
    entry->buf = (uintptr_t)cb->aio_buf;
    entry->nbytes = cb->aio_nbytes;
    entry->members = members_of(cb);
    entry->sample = writes ? sample_of(entry->buf, entry->nbytes) : 0;
    entry->told_by[0] = place_of_event(&cb->aio_sigevent);
    entry->told_by[1] = list != NULL ? place_of_event(list) : entry->told_by[0];
    entry->told_by[2] = place_of_descriptor(cb->aio_fildes);
    atomic_store(&entry->since, now());
    set_state(entry, LIVE);
    remember_frame(entry, frame);
    return entry;
}

/* While a request is in progress: does the program leave alone what is not its own? Another thread may submit the block anew meanwhile. */
static void check_untouched(struct entry *entry, const struct aiocb *cb)
{
    uint64_t since = atomic_load(&entry->since);
    if (atomic_load(&entry->state) != LIVE) return;
    bool block = members_of(cb) != entry->members;
    bool buffer = !block && entry->sample != 0 && sample_of(entry->buf, entry->nbytes) != entry->sample;
    if ((!block && !buffer) || !in_progress(entry) || atomic_load(&entry->since) != since) return;
    note_misuse(block ? BLOCK_CHANGED : BUFFER_CHANGED, (uintptr_t)cb);
    entry->members = members_of(cb);
    entry->sample = 0;
}

static bool lies_within(const struct entry *entry, uintptr_t from, size_t length)
{
    uintptr_t cb = atomic_load(&entry->cb);
    if (cb <= 1 || atomic_load(&entry->state) != LIVE) return false;
    return (cb >= from && cb < from + length) || (entry->buf >= from && entry->buf < from + length);
}

/* Whether any block or buffer in progress may begin there. */
static bool may_hold_any(uintptr_t from, size_t length)
{
    bool any = length > 16 * 4096;
    if (length == 0 || atomic_load_explicit(&live, memory_order_relaxed) == 0) return false;
    for (uintptr_t page = from >> 12; !any && page <= (from + length - 1) >> 12; page++) any = atomic_load(page_of(page << 12)) != 0;
    return any;
}

static void check_released(uintptr_t from, size_t length)
{
    if (!may_hold_any(from, length)) return;
    for (int i = 0; i < ENTRIES; i++) {
        struct entry *entry = &entries[i];
        if (!lies_within(entry, from, length)) continue;
        if (in_progress(entry)) note_misuse(FREED, atomic_load(&entry->cb));
        set_state(entry, KNOWN_DONE);
    }
}

/* ------------------------------------------------------------------ 4a. Blocks and buffers in the frame of a function that has returned */

/*
 * What lies below the frame of who calls, on the same stack, lies in no frame any more. That it is the same stack is known of
 * the one that the system gave the thread, where no handler runs (it may have a stack of its own) and no context was switched.
 */
enum { FRAMES = 8 };

struct framed {
    struct entry *entry;
    uint64_t since;
    uintptr_t end;                 /* of the lower of the two, block or buffer, that lies in a frame */
    bool block;                    /* it is the block */
};

static __thread struct framed framed[FRAMES] __attribute__((tls_model("initial-exec")));
static __thread uintptr_t lowest_end __attribute__((tls_model("initial-exec"))); /* of all of these; 0: there are none */
static __thread uintptr_t stack_low __attribute__((tls_model("initial-exec")));
static __thread uintptr_t stack_high __attribute__((tls_model("initial-exec")));
static _Atomic int switches_stacks;

static void know_stack(void)
{
    pthread_attr_t attributes;
    struct rlimit limit;
    void *low;
    size_t size;
    stack_high = 1;
    if (own_tid == own_pid) { /* asking the libc would read a file */
        uintptr_t top = (uintptr_t)getauxval(AT_RANDOM);
        bool limited = getrlimit(RLIMIT_STACK, &limit) == 0 && limit.rlim_cur != RLIM_INFINITY && limit.rlim_cur < top;
        stack_low = top - (limited ? (uintptr_t)limit.rlim_cur : (uintptr_t)8 << 20);
        stack_high = top;
    } else if (pthread_getattr_np(pthread_self(), &attributes) == 0) {
        if (pthread_attr_getstack(&attributes, &low, &size) == 0) {
            stack_low = (uintptr_t)low;
            stack_high = stack_low + size;
        }
        pthread_attr_destroy(&attributes);
    }
}

static bool is_on_own_stack(uintptr_t from, uintptr_t to)
{
    stack_t alternative;
    if (handler_depth != 0 || atomic_load(&switches_stacks) != 0) return false;
    if (sigaltstack(NULL, &alternative) == 0 && (alternative.ss_flags & SS_ONSTACK)) return false;
    if (stack_high == 0) know_stack();
    return from >= stack_low && to < stack_high && from <= to;
}

/* At a submission: does block or buffer lie in a frame? The frame is that of the function called, so theirs are above it. */
static void remember_frame(struct entry *entry, uintptr_t frame)
{
    uintptr_t cb = atomic_load(&entry->cb);
    bool block = cb > frame && cb - frame < (uintptr_t)8 << 20;
    bool buffer = entry->buf > frame && entry->buf - frame < (uintptr_t)8 << 20;
    if ((!block && !buffer) || !is_on_own_stack(frame, frame)) return;
    block = block && cb < stack_high;
    buffer = buffer && entry->buf < stack_high;
    if (!block && !buffer) return;
    uintptr_t block_end = block ? cb + sizeof(struct aiocb) : UINTPTR_MAX;
    uintptr_t buffer_end = buffer ? entry->buf + entry->nbytes : UINTPTR_MAX;
    bool is_block = block_end <= buffer_end;
    struct framed *place = NULL;
    for (int i = 0; i < FRAMES; i++) {
        bool free = framed[i].entry == NULL || framed[i].since != atomic_load(&framed[i].entry->since) || atomic_load(&framed[i].entry->state) != LIVE;
        if (place == NULL && free) place = &framed[i];
    }
    if (place == NULL) return;
    struct framed one = { entry, atomic_load(&entry->since), is_block ? block_end : buffer_end, is_block };
    *place = one;
    if (lowest_end == 0 || one.end < lowest_end) lowest_end = one.end;
}

/* What lies below the frame is what is looked for, so whoever calls leaves it room, and what we call stores below that. */
static __attribute__((noinline)) void check_frames(uintptr_t frame, volatile char *room)
{
    room[0] = 0; /* or the compiler leaves it out */
    if (!is_on_own_stack(frame, frame)) return;
    lowest_end = 0;
    for (int i = 0; i < FRAMES; i++) {
        struct entry *entry = framed[i].entry;
        if (entry == NULL || framed[i].since != atomic_load(&entry->since) || atomic_load(&entry->state) != LIVE) continue;
        if (framed[i].end <= frame) {
            const struct aiocb *cb = (const struct aiocb *)atomic_load(&entry->cb);
            bool intact = !framed[i].block || ((uintptr_t)cb->aio_buf == entry->buf && cb->aio_nbytes == entry->nbytes);
            if (intact && in_progress(entry)) note_misuse(FRAME_GONE, (uintptr_t)cb);
            set_state(entry, KNOWN_DONE); /* what its memory holds from now on is no answer */
        } else if (lowest_end == 0 || framed[i].end < lowest_end) lowest_end = framed[i].end;
    }
}

/* For a function that a program calls, which has it look first of all. */
#define FRAME ((uintptr_t)__builtin_frame_address(0))
#define CHECK_FRAMES() ((lowest_end != 0 && lowest_end <= FRAME) ? check_frames(FRAME, __builtin_alloca(1024)) : (void)0)

/* ------------------------------------------------------------------ 5. Notification functions: called through one of ours, which notes it */

enum { CALLBACKS = 1 << 14 };

struct callback {
    _Atomic int taken;
    void (*function)(union sigval);
    union sigval value;
};

static struct callback callbacks[CALLBACKS];
static _Atomic uint32_t next_callback;

static void called_back(union sigval value);
static void original_of(const struct sigevent *event, void (**function)(union sigval), union sigval *value);

static uint32_t place_of_event(const struct sigevent *event)
{
    void (*function)(union sigval);
    union sigval value;
    if (event->sigev_notify == SIGEV_NONE) return 0;
    if (event->sigev_notify != SIGEV_THREAD) return place_of_signal(event->sigev_signo, event->sigev_value);
    original_of(event, &function, &value);
    return place_of_call(function, value);
}

static void called_back(union sigval value)
{
    struct callback *callback = value.sival_ptr;
    void (*function)(union sigval) = callback->function;
    union sigval original = callback->value;
    atomic_store(&callback->taken, 0);
    tell(place_of_call(function, original));
    note(CALLBACK, (uintptr_t)function, (uintptr_t)original.sival_ptr, 0, 0);
    function(original);
    note(CALLBACK_RETURNED, 0, 0, 0, 0);
}

/* What the program stored: a block that comes back still holds what we put there. */
static void original_of(const struct sigevent *event, void (**function)(union sigval), union sigval *value)
{
    *function = event->sigev_notify_function;
    *value = event->sigev_value;
    if (*function != called_back) return;
    const struct callback *callback = value->sival_ptr;
    *function = callback->function;
    *value = callback->value;
}

static void wrap(struct sigevent *event)
{
    if (event->sigev_notify != SIGEV_THREAD || event->sigev_notify_function == NULL || head == NULL) return;
    for (int tries = 0; tries < CALLBACKS; tries++) {
        struct callback *callback = &callbacks[atomic_fetch_add(&next_callback, 1) % CALLBACKS];
        int none = 0;
        if (!atomic_compare_exchange_strong(&callback->taken, &none, 1)) continue;
        original_of(event, &callback->function, &callback->value);
        event->sigev_notify_function = called_back;
        event->sigev_value.sival_ptr = callback;
        return;
    }
}

static void unwrap(struct sigevent *event)
{
    if (event->sigev_notify != SIGEV_THREAD || event->sigev_notify_function != called_back) return;
    struct callback *callback = event->sigev_value.sival_ptr;
    original_of(event, &event->sigev_notify_function, &event->sigev_value);
    atomic_store(&callback->taken, 0);
}

/* ------------------------------------------------------------------ 6. Submissions */

static void describe(struct slot *slot, const struct aiocb *cb, int operation, struct identity file)
{
    void (*function)(union sigval) = NULL;
    union sigval value = cb->aio_sigevent.sigev_value;
    if (cb->aio_sigevent.sigev_notify == SIGEV_THREAD) original_of(&cb->aio_sigevent, &function, &value);
    uint64_t *word = slot->word;
    *word++ = (uintptr_t)cb;
    *word++ = pair(cb->aio_fildes, cb->aio_reqprio);
    *word++ = (uint64_t)cb->aio_offset;
    *word++ = cb->aio_nbytes;
    *word++ = (uintptr_t)cb->aio_buf;
    *word++ = pair(cb->aio_lio_opcode, operation);
    *word++ = pair(cb->aio_sigevent.sigev_notify, cb->aio_sigevent.sigev_signo);
    *word++ = (uintptr_t)value.sival_ptr;
    *word++ = (uintptr_t)function;
    *word++ = file.flags_and_mode;
    *word++ = file.device;
    *word = file.inode;
}

static int submit(enum kind kind, struct aiocb *cb, int operation, uintptr_t frame)
{
    ready();
    check_free(cb);
    struct identity file = identify(cb->aio_fildes);
    struct slot *slot = take(1);
    if (slot != NULL) describe(slot, cb, operation, file);
    commit(slot, kind);
    struct entry *entry = watch(cb, kind == WRITE, NULL, frame);
    wrap(&cb->aio_sigevent);
    int result = kind == READ ? real.aio_read(cb) : kind == WRITE ? real.aio_write(cb) : real.aio_fsync(operation, cb);
    note_result(result);
    if (result == 0) return result;
    int saved = errno;
    if (entry != NULL) set_state(entry, IDLE);
    unwrap(&cb->aio_sigevent);
    errno = saved;
    return result;
}

static bool is_submitted(const struct aiocb *cb)
{
    return cb != NULL && cb->aio_lio_opcode != LIO_NOP;
}

enum { IDENTITIES = 64 };

static int submit_list(int mode, struct aiocb *const list[], int nent, struct sigevent *sig, uintptr_t frame)
{
    ready();
    int count = nent > 0 ? nent : 0;
    struct sigevent copy;
    struct identity files[IDENTITIES];
    for (int i = 0; i < count; i++) { /* names come before the list, whose slots stand together */
        if (is_submitted(list[i])) files[i % IDENTITIES] = identify(list[i]->aio_fildes);
    }
    struct slot *slot = take(1 + (uint32_t)count);
    bool notifies = sig != NULL && mode == LIO_NOWAIT;
    if (slot != NULL) {
        slot->word[0] = pair(mode, nent);
        slot->word[1] = notifies;
        slot->word[2] = notifies ? pair(sig->sigev_notify, sig->sigev_signo) : 0;
        slot->word[3] = notifies ? (uintptr_t)sig->sigev_value.sival_ptr : 0;
        slot->word[4] = notifies && sig->sigev_notify == SIGEV_THREAD ? (uintptr_t)sig->sigev_notify_function : 0;
    }
    for (int i = 0; i < count; i++) {
        bool known = count <= IDENTITIES && is_submitted(list[i]);
        if (list[i] != NULL && slot != NULL) describe(&slot[1 + i], list[i], 0, known ? files[i] : identify(list[i]->aio_fildes));
        if (slot != NULL) commit(&slot[1 + i], ELEMENT);
        if (!is_submitted(list[i])) continue;
        check_free(list[i]);
        watch(list[i], list[i]->aio_lio_opcode == LIO_WRITE, notifies ? sig : NULL, frame);
        wrap(&list[i]->aio_sigevent);
    }
    commit(slot, LISTIO);
    if (notifies) {
        copy = *sig;
        wrap(&copy);
    }
    int result = real.lio_listio(mode, list, nent, notifies ? &copy : sig);
    note_result(result);
    bool complete = mode == LIO_WAIT && (result == 0 || errno == EIO);
    for (int i = 0; complete && i < count; i++) if (is_submitted(list[i])) tell_complete(list[i]);
    return result;
}

int aio_read(struct aiocb *cb)
{
    CHECK_FRAMES();
    return submit(READ, cb, 0, FRAME);
}

int aio_write(struct aiocb *cb)
{
    CHECK_FRAMES();
    return submit(WRITE, cb, 0, FRAME);
}

int aio_fsync(int operation, struct aiocb *cb)
{
    CHECK_FRAMES();
    return submit(FSYNC, cb, operation, FRAME);
}


#ifdef __GLIBC__
#define ELEMENT_OF_LIST struct aiocb *const
#else /* musl says of each element, too, that nobody else points to it. */
#define ELEMENT_OF_LIST struct aiocb *restrict const
#endif

int lio_listio(int mode, ELEMENT_OF_LIST list[restrict], int nent, struct sigevent *restrict sig)
{
    CHECK_FRAMES();
    return submit_list(mode, (struct aiocb *const *)list, nent, sig, FRAME);
}

/* ------------------------------------------------------------------ 7. Statuses, waits, cancellations */

int aio_error(const struct aiocb *cb)
{
    CHECK_FRAMES();
    ready();
    struct entry *entry = find((uintptr_t)cb);
    note(ERROR, (uintptr_t)cb, 0, 0, 0);
    int result = real.aio_error(cb);
    note_result(result);
    if (entry == NULL) return result;
    if (result == EINPROGRESS) check_untouched(entry, cb);
    else if (atomic_load(&entry->state) == LIVE) set_state(entry, KNOWN_DONE);
    return result;
}

ssize_t aio_return(struct aiocb *cb)
{
    CHECK_FRAMES();
    ready();
    struct entry *entry = find((uintptr_t)cb);
    if (entry != NULL && in_progress(entry)) note_misuse(RETURNED_EARLY, (uintptr_t)cb);
    else if (entry != NULL && atomic_load(&entry->state) == REAPED) note_misuse(RETURNED_TWICE, (uintptr_t)cb);
    note(RETURN, (uintptr_t)cb, 0, 0, 0);
    ssize_t result = real.aio_return(cb);
    note_result(result);
    if (entry != NULL) set_state(entry, REAPED);
    return result;
}

/* One at a time: a program that waits calls again. */
static void check_one_of(const struct aiocb *const list[], int count)
{
    static _Atomic uint32_t turn;
    uint32_t at = count == 0 ? 0 : atomic_fetch_add_explicit(&turn, 1, memory_order_relaxed) % (uint32_t)count;
    while (at < (uint32_t)count && list[at] == NULL) at++;
    struct entry *entry = at < (uint32_t)count ? find((uintptr_t)list[at]) : NULL;
    if (entry != NULL) check_untouched(entry, list[at]);
}

/* That one of several is complete does not tell which. */
static void tell_only(const struct aiocb *const list[], int count)
{
    const struct aiocb *only = NULL;
    for (int i = 0; i < count; i++) {
        if (list[i] == NULL || list[i] == only) continue;
        if (only != NULL) return;
        only = list[i];
    }
    tell_complete(only);
}

int aio_suspend(const struct aiocb *const list[], int nent, const struct timespec *timeout)
{
    CHECK_FRAMES();
    ready();
    int count = nent > 0 ? nent : 0;
    check_one_of(list, count);
    struct slot *slot = take(1 + ((uint32_t)count + SLOT_WORDS - 1) / SLOT_WORDS);
    if (slot != NULL) {
        slot->word[0] = (uint64_t)(int64_t)nent;
        slot->word[1] = timeout != NULL;
        slot->word[2] = timeout != NULL ? (uint64_t)timeout->tv_sec : 0;
        slot->word[3] = timeout != NULL ? (uint64_t)timeout->tv_nsec : 0;
        for (int i = 0; i < count; i++) {
            slot[1 + i / SLOT_WORDS].word[i % SLOT_WORDS] = (uintptr_t)list[i];
            if (i % SLOT_WORDS == 0) commit(&slot[1 + i / SLOT_WORDS], MORE);
        }
    }
    commit(slot, SUSPEND);
    int result = real.aio_suspend(list, nent, timeout);
    note_result(result);
    if (result == 0) tell_only(list, count);
    return result;
}

int aio_cancel(int fildes, struct aiocb *cb)
{
    CHECK_FRAMES();
    ready();
    struct identity file = identify(fildes);
    struct entry *entry = cb != NULL ? find((uintptr_t)cb) : NULL;
    if (entry != NULL) check_untouched(entry, cb);
    struct slot *slot = take(1);
    if (slot != NULL) {
        slot->word[0] = (uint64_t)(int64_t)fildes;
        slot->word[1] = (uintptr_t)cb;
        slot->word[9] = file.flags_and_mode;
        slot->word[10] = file.device;
        slot->word[11] = file.inode;
    }
    commit(slot, CANCEL);
    int result = real.aio_cancel(fildes, cb);
    note_result(result);
    if (result != AIO_CANCELED && result != AIO_ALLDONE) return result;
    if (cb != NULL) tell_complete(cb);
    else tell(place_of_descriptor(fildes));
    return result;
}

#ifdef __GLIBC__ /* The LFS64 names: on LP64 the same functions, under names of their own. */
int aio_read64(struct aiocb64 *cb) __attribute__((alias("aio_read")));
int aio_write64(struct aiocb64 *cb) __attribute__((alias("aio_write")));
int aio_fsync64(int operation, struct aiocb64 *cb) __attribute__((alias("aio_fsync")));
int aio_error64(const struct aiocb64 *cb) __attribute__((alias("aio_error")));
ssize_t aio_return64(struct aiocb64 *cb) __attribute__((alias("aio_return")));
int aio_suspend64(const struct aiocb64 *const list[], int nent, const struct timespec *timeout) __attribute__((alias("aio_suspend")));
int aio_cancel64(int fildes, struct aiocb64 *cb) __attribute__((alias("aio_cancel")));
int lio_listio64(int mode, struct aiocb64 *const list[restrict], int nent, struct sigevent *restrict sig) __attribute__((alias("lio_listio")));
#endif

/* ------------------------------------------------------------------ 8. Descriptors and memory */

int close(int fd)
{
    CHECK_FRAMES();
    ready();
    if (is_borrowed()) return real.close(fd);
    note(CLOSE, (uint64_t)(int64_t)fd, 0, 0, 0);
    int result = real.close(fd);
    note_result(result);
    return result;
}

static int note_dup2(int from, int to, int result)
{
    note_result(result);
    (void)from, (void)to;
    return result;
}

int dup2(int from, int to)
{
    ready();
    if (is_borrowed()) return real.dup2(from, to);
    note(DUP2, (uint64_t)(int64_t)from, (uint64_t)(int64_t)to, 0, 0);
    return note_dup2(from, to, real.dup2(from, to));
}

int dup3(int from, int to, int flags)
{
    ready();
    if (is_borrowed()) return real.dup3(from, to, flags);
    note(DUP2, (uint64_t)(int64_t)from, (uint64_t)(int64_t)to, 0, 0);
    return note_dup2(from, to, real.dup3(from, to, flags));
}

void free(void *memory)
{
    if (real.free == NULL) return; /* while dlsym looks for it: what it frees then stays */
    if (memory != NULL && atomic_load_explicit(&live, memory_order_relaxed) > 0) check_released((uintptr_t)memory, malloc_usable_size(memory));
    real.free(memory);
}

/* Of what may be freed, which requests are in progress is asked while it is there; whether it was freed is known afterwards. */
void *realloc(void *memory, size_t size)
{
    enum { MOST = 16 };
    struct entry *within[MOST];
    int count = 0;
    if (real.realloc == NULL) look_up(&real.realloc, "realloc");
    uintptr_t from = (uintptr_t)memory;
    size_t length = memory != NULL && atomic_load_explicit(&live, memory_order_relaxed) > 0 ? malloc_usable_size(memory) : 0;
    for (int i = 0; may_hold_any(from, length) && i < ENTRIES && count < MOST; i++) {
        if (lies_within(&entries[i], from, length) && in_progress(&entries[i])) within[count++] = &entries[i];
    }
    void *moved = real.realloc(memory, size);
    for (int i = 0; i < count && moved != NULL && (uintptr_t)moved != from; i++) {
        note_misuse(FREED, atomic_load(&within[i]->cb));
        set_state(within[i], KNOWN_DONE);
    }
    return moved;
}

int munmap(void *from, size_t length)
{
    ready();
    check_released((uintptr_t)from, length);
    return real.munmap(from, length);
}

/* ------------------------------------------------------------------ 9. Signals */

union handler {
    void (*plain)(int);
    void (*info)(int, siginfo_t *, void *);
};

static struct {
    union handler handler;
    bool info;
} handlers[65];

static void caught(int signo, siginfo_t *info, void *context)
{
    int saved = errno;
    tell(place_of_signal(signo, info->si_value));
    note(CAUGHT, (uint64_t)signo, (uint64_t)(int64_t)info->si_code, (uintptr_t)info->si_value.sival_ptr, 0);
    handler_depth++;
    errno = saved;
    if (handlers[signo].info) handlers[signo].handler.info(signo, info, context);
    else handlers[signo].handler.plain(signo);
    saved = errno;
    handler_depth--;
    note(HANDLER_RETURNED, 0, 0, 0, 0);
    errno = saved;
}

int sigaction(int signo, const struct sigaction *restrict action, struct sigaction *restrict old)
{
    ready();
    if (signo < 1 || signo > 64 || head == NULL || is_borrowed()) return real.sigaction(signo, action, old);
    union handler former = handlers[signo].handler;
    bool former_info = handlers[signo].info;
    struct sigaction ours;
    bool catches = action != NULL && action->sa_handler != SIG_DFL && action->sa_handler != SIG_IGN;
    if (catches) {
        ours = *action;
        if (action->sa_flags & SA_SIGINFO) handlers[signo].handler.info = action->sa_sigaction;
        else handlers[signo].handler.plain = action->sa_handler;
        handlers[signo].info = (action->sa_flags & SA_SIGINFO) != 0;
        ours.sa_sigaction = caught;
        ours.sa_flags |= SA_SIGINFO;
    }
    if (action != NULL) {
        int disposition = catches ? 2 : action->sa_handler == SIG_IGN ? 1 : 0;
        note(SIGACTION, (uint64_t)signo, (uint64_t)disposition, (uint64_t)(uint32_t)action->sa_flags, (action->sa_flags & SA_SIGINFO) != 0);
    }
    int result = real.sigaction(signo, catches ? &ours : action, old);
    if (action != NULL) note_result(result);
    if (result == 0 && old != NULL && (old->sa_flags & SA_SIGINFO) && old->sa_sigaction == caught) {
        if (former_info) old->sa_sigaction = former.info;
        else {
            old->sa_handler = former.plain;
            old->sa_flags &= ~SA_SIGINFO;
        }
    }
    return result;
}

void (*signal(int signo, void (*handler)(int)))(int)
{
    struct sigaction action, old;
    memset(&action, 0, sizeof action);
    action.sa_handler = handler;
    action.sa_flags = SA_RESTART;
    return sigaction(signo, &action, &old) == 0 ? old.sa_handler : SIG_ERR;
}

static uint64_t bits_of(const sigset_t *set)
{
    uint64_t bits = 0;
    for (int signo = 1; signo <= 64; signo++) {
        if (sigismember(set, signo) == 1) bits |= (uint64_t)1 << (signo - 1);
    }
    return bits;
}

static void note_mask(int how, const sigset_t *set)
{
    if (set != NULL) note(SIGMASK, (uint64_t)(how == SIG_BLOCK ? 0 : how == SIG_UNBLOCK ? 1 : 2), bits_of(set), 0, 0);
}

int pthread_sigmask(int how, const sigset_t *restrict set, sigset_t *restrict old)
{
    ready();
    if (is_borrowed()) return real.pthread_sigmask(how, set, old);
    note_mask(how, set);
    int result = real.pthread_sigmask(how, set, old);
    if (set != NULL) note_result(result);
    return result;
}

int sigprocmask(int how, const sigset_t *restrict set, sigset_t *restrict old)
{
    ready();
    if (is_borrowed()) return real.sigprocmask(how, set, old);
    note_mask(how, set);
    int result = real.sigprocmask(how, set, old);
    if (set != NULL) note_result(result);
    return result;
}

static void note_wait(const sigset_t *set, const struct timespec *timeout)
{
    note(SIGWAIT, bits_of(set), timeout != NULL, timeout != NULL ? (uint64_t)timeout->tv_sec : 0, timeout != NULL ? (uint64_t)timeout->tv_nsec : 0);
}

static int note_waited(int result, const siginfo_t *info)
{
    int saved = errno;
    bool took = result > 0;
    if (took) tell(place_of_signal(result, info->si_value));
    note(SIGNAL_RESULT, (uint64_t)(int64_t)result, took ? 0 : (uint64_t)saved, took ? (uint64_t)(int64_t)info->si_code : 0,
        took ? (uintptr_t)info->si_value.sival_ptr : 0);
    errno = saved;
    return result;
}

int sigtimedwait(const sigset_t *restrict set, siginfo_t *restrict info, const struct timespec *restrict timeout)
{
    siginfo_t own;
    ready();
    note_wait(set, timeout);
    siginfo_t *filled = info != NULL ? info : &own;
    return note_waited(real.sigtimedwait(set, filled, timeout), filled);
}

int sigwaitinfo(const sigset_t *restrict set, siginfo_t *restrict info)
{
    siginfo_t own;
    ready();
    note_wait(set, NULL);
    siginfo_t *filled = info != NULL ? info : &own;
    return note_waited(real.sigwaitinfo(set, filled), filled);
}

/* sigwait tells no value: it is asked for by sigwaitinfo, which waits for the same. */
int sigwait(const sigset_t *restrict set, int *restrict signo)
{
    siginfo_t info;
    int taken;
    ready();
    note_wait(set, NULL);
    do taken = real.sigwaitinfo(set, &info); while (taken < 0 && errno == EINTR);
    note_waited(taken, &info);
    if (taken < 0) return errno;
    *signo = taken;
    return 0;
}

static void note_jump(void)
{
    if (handler_depth == 0) return;
    handler_depth--;
    note(LONGJMP, 0, 0, 0, 0);
}

#define JUMP(name, type, target) \
    void name(type environment, int value) \
    { \
        ready(); \
        note_jump(); \
        target(environment, value); \
        abort(); \
    }

#ifdef __GLIBC__ /* Who has contexts of its own has several stacks, and one below another is not gone. */
int swapcontext(ucontext_t *restrict from, const ucontext_t *restrict to)
{
    static int (*swap)(ucontext_t *, const ucontext_t *);
    if (swap == NULL) look_up(&swap, "swapcontext");
    atomic_store(&switches_stacks, 1);
    return swap(from, to);
}

int setcontext(const ucontext_t *to)
{
    static int (*set)(const ucontext_t *);
    if (set == NULL) look_up(&set, "setcontext");
    atomic_store(&switches_stacks, 1);
    return set(to);
}
#endif

#undef siglongjmp
#undef longjmp
JUMP(siglongjmp, sigjmp_buf, real.siglongjmp)
JUMP(longjmp, jmp_buf, real.longjmp)
#ifdef __GLIBC__
void __longjmp_chk(jmp_buf environment, int value) __attribute__((noreturn));
JUMP(__longjmp_chk, jmp_buf, real.longjmp_chk)
#endif

/* ------------------------------------------------------------------ 10. The end */

int execve(const char *path, char *const arguments[], char *const environment[])
{
    ready();
    if (is_borrowed()) return real.execve(path, arguments, environment);
    note(EXECED, 0, 0, 0, 0);
    int result = real.execve(path, arguments, environment);
    note_result(result);
    return result;
}

void _exit(int status)
{
    ready();
    if (!is_borrowed()) note(EXITED, (uint64_t)(int64_t)status, 0, 0, 0);
    real.exit_now(status);
    for (;;) continue;
}

__attribute__((destructor)) static void finish(void)
{
    note(EXITED, 0, 1, 0, 0);
}
