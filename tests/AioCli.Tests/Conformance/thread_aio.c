/* AIO with a thread for each request, to be preloaded: as the standard wants it, or with the one defect that the environment's AIO_DEFECT
 * names. It shares no line and no design with the implementations of Linux, so that the judge is held to the standard and not to their habits. */
#define _GNU_SOURCE
#include <aio.h>
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/timerfd.h>
#include <time.h>
#include <unistd.h>

enum defect {
    NONE, COUNT_AT_EOF, UNTOLD_FAILURE, TOLD_TWICE, LOST_VALUE, CANCEL_LIES, ALLDONE_LIES, EARLY_LIST, FSYNC_OVERTAKES,
    FOLLOWS_NUMBER, ETIMEDOUT_OF_SUSPEND, IGNORES_RESTART, NOP_PERFORMED, LIST_SUCCEEDS, OFFSET_IGNORED,
    CANCELED_WITH_COUNT, STATUS_BEFORE_DATA, WAKE_UP_LOST, APPENDS_OVERTAKE, LIST_UNTOLD, DEFECTS
};
static const char *const names[DEFECTS] = {
    "none", "count-at-eof", "untold-failure", "told-twice", "lost-value", "cancel-lies", "alldone-lies", "early-list", "fsync-overtakes",
    "follows-number", "etimedout", "ignores-restart", "nop-performed", "list-succeeds", "offset-ignored",
    "canceled-with-count", "status-before-data", "wake-up-lost", "appends-overtake", "list-untold"
};
static enum defect DEFECT;

enum { SYNCHRONIZE = 100, DATA_SYNCHRONIZE, FIRST_FD = 400, WAITERS = 256 };

/* Never freed: who was interrupted in LIO_WAIT may leave before its elements. */
struct list { int left; bool failed, told, waited; struct sigevent sig; };

struct request {
    struct request *next;
    struct aiocb *cb, is; /* What the block was at the call. */
    struct list *list;
    int operation, fd, barrier_error;
    bool running, over, is_stream, ends_list;
    dev_t device;
    ino_t file;
    unsigned long number;
};

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t changed = PTHREAD_COND_INITIALIZER;
static struct request *requests; /* In the order of submission; outstanding ones only. */
static unsigned long numbers;
static int timers[WAITERS]; /* One wakes the thread that sleeps in a read of it: a read is restarted as SA_RESTART says. */
static int taken[WAITERS];

static sigset_t enter(void)
{
    sigset_t all, old;
    sigfillset(&all);
    pthread_sigmask(SIG_SETMASK, &all, &old);
    pthread_mutex_lock(&lock);
    return old;
}

static void leave(sigset_t old)
{
    pthread_mutex_unlock(&lock);
    pthread_sigmask(SIG_SETMASK, &old, NULL);
}

static void make_timers(void)
{
    for (int i = 0; i < WAITERS; i++) {
        int fd = timerfd_create(CLOCK_MONOTONIC, TFD_CLOEXEC);
        timers[i] = fcntl(fd, F_DUPFD_CLOEXEC, FIRST_FD);
        close(fd);
        taken[i] = 0;
    }
}

static void before_fork(void) { pthread_mutex_lock(&lock); }
static void in_parent(void) { pthread_mutex_unlock(&lock); }

static void in_child(void)
{
    for (struct request *r = requests; r != NULL; r = r->next) close(r->fd);
    requests = NULL;
    for (int i = 0; i < WAITERS; i++) close(timers[i]);
    make_timers();
    pthread_mutex_init(&lock, NULL);
    pthread_cond_init(&changed, NULL);
}

__attribute__((constructor)) static void begin(void)
{
    const char *name = getenv("AIO_DEFECT");
    for (int i = 0; i < DEFECTS; i++)
        if (name != NULL && strcmp(name, names[i]) == 0) DEFECT = i;
    make_timers();
    pthread_atfork(before_fork, in_parent, in_child);
}

static void wake_sleepers(void)
{
    struct itimerspec now = { { 0, 0 }, { 0, 1 } };
    for (int i = 0; i < WAITERS; i++)
        if (__atomic_load_n(&taken[i], __ATOMIC_SEQ_CST)) timerfd_settime(timers[i], 0, &now, NULL);
}

/* ---- Notifications */

static void tell_once(const struct sigevent *event)
{
    if (event->sigev_notify == SIGEV_SIGNAL) {
        siginfo_t info;
        memset(&info, 0, sizeof info);
        info.si_signo = event->sigev_signo;
        info.si_code = SI_ASYNCIO;
        info.si_pid = getpid();
        info.si_uid = getuid();
        if (DEFECT != LOST_VALUE) info.si_value = event->sigev_value;
        while (syscall(SYS_rt_sigqueueinfo, getpid(), event->sigev_signo, &info) != 0 && errno == EAGAIN) usleep(1000);
    } else if (event->sigev_notify == SIGEV_THREAD) {
        pthread_t thread;
        void *function = NULL;
        memcpy(&function, &event->sigev_notify_function, sizeof function);
        void *(*start)(void *) = NULL;
        memcpy(&start, &function, sizeof start);
        if (event->sigev_notify_attributes == NULL || pthread_create(&thread, event->sigev_notify_attributes, start, event->sigev_value.sival_ptr) != 0)
            event->sigev_notify_function(event->sigev_value);
    }
}

static void tell(const struct sigevent *event, int error)
{
    if (DEFECT == UNTOLD_FAILURE && error != 0) return;
    tell_once(event);
    if (DEFECT == TOLD_TWICE) tell_once(event);
}

/* ---- Requests */

static bool same_file(const struct request *a, const struct request *b) { return a->device == b->device && a->file == b->file; }

static bool is_sync(const struct request *r) { return r->operation >= SYNCHRONIZE; }

static bool appends(const struct request *r)
{
    return r->operation == LIO_WRITE && (r->is_stream || (fcntl(r->fd, F_GETFL) & O_APPEND) != 0);
}

/* A synchronization is behind everything of its file, an append behind every append. */
static bool is_behind(const struct request *r)
{
    for (const struct request *other = requests; other != r; other = other->next) {
        if (!same_file(other, r)) continue;
        if (is_sync(r) ? DEFECT != FSYNC_OVERTAKES && !is_sync(other) : DEFECT != APPENDS_OVERTAKE && appends(r) && appends(other)) return true;
    }
    return false;
}

/* Under the lock: the request is over. */
static void complete(struct request *r, ssize_t value, int error)
{
    for (struct request *later = r->next; later != NULL; later = later->next)
        if (is_sync(later) && !is_sync(r) && same_file(later, r) && error != 0 && error != ECANCELED) later->barrier_error = error;
    for (struct request **at = &requests; *at != NULL; at = &(*at)->next)
        if (*at == r) { *at = r->next; break; }
    close(r->fd);
    r->over = true;
    r->cb->__return_value = DEFECT == CANCELED_WITH_COUNT && error == ECANCELED ? (ssize_t)r->is.aio_nbytes : value;
    __atomic_store_n(&r->cb->__error_code, error, __ATOMIC_SEQ_CST);
    if (r->list != NULL) {
        r->list->failed |= error != 0;
        r->ends_list = (--r->list->left == 0 || DEFECT == EARLY_LIST) && !r->list->told;
        r->list->told |= r->ends_list;
    }
    pthread_cond_broadcast(&changed);
    if (DEFECT != WAKE_UP_LOST) wake_sleepers();
}

static ssize_t transfer(const struct request *r)
{
    int fd = DEFECT == FOLLOWS_NUMBER ? r->is.aio_fildes : r->fd;
    void *data = (void *)r->is.aio_buf;
    size_t size = r->is.aio_nbytes;
    off_t offset = DEFECT == OFFSET_IGNORED ? 0 : r->is.aio_offset;
    if (r->operation == SYNCHRONIZE) return fsync(fd);
    if (r->operation == DATA_SYNCHRONIZE) return fdatasync(fd);
    if (r->operation == LIO_WRITE) return appends(r) ? write(fd, data, size) : pwrite(fd, data, size, offset);
    ssize_t count = r->is_stream ? read(fd, data, size) : pread(fd, data, size, offset);
    return DEFECT == COUNT_AT_EOF && !r->is_stream && count >= 0 ? (ssize_t)size : count;
}

static void *perform(void *of)
{
    struct request *r = of;
    int error = ECANCELED;
    pthread_mutex_lock(&lock);
    while (!r->over && is_behind(r)) pthread_cond_wait(&changed, &lock);
    if (!r->over) {
        r->running = true;
        pthread_mutex_unlock(&lock);
        if (DEFECT == APPENDS_OVERTAKE && appends(r) && !r->is_stream) usleep(r->number % 2 == 0 ? 0 : 3000);
        if (DEFECT == STATUS_BEFORE_DATA && r->operation == LIO_READ && !r->is_stream) {
            r->cb->__return_value = (ssize_t)r->is.aio_nbytes;
            __atomic_store_n(&r->cb->__error_code, 0, __ATOMIC_SEQ_CST);
            usleep(3000);
        }
        ssize_t value = r->operation == LIO_NOP ? 0 : transfer(r);
        error = value < 0 ? errno : 0;
        pthread_mutex_lock(&lock);
        if (error == 0 && r->barrier_error != 0) value = -1, error = r->barrier_error;
        complete(r, value, error);
    }
    pthread_mutex_unlock(&lock);
    tell(&r->is.aio_sigevent, error);
    if (r->ends_list && DEFECT != LIST_UNTOLD) tell(&r->list->sig, 0);
    free(r);
    return NULL;
}

/* Under the lock, with all signals blocked. */
static int submit(struct aiocb *cb, int operation, struct list *list)
{
    struct stat status;
    if (!(operation >= SYNCHRONIZE) && (cb->aio_reqprio < 0 || cb->aio_reqprio > sysconf(_SC_AIO_PRIO_DELTA_MAX))) return EINVAL;
    if (fstat(cb->aio_fildes, &status) != 0) return EBADF;
    struct request *r = calloc(1, sizeof *r);
    if (r == NULL) return EAGAIN;
    r->cb = cb;
    r->is = *cb;
    r->operation = operation;
    r->list = list;
    r->fd = fcntl(cb->aio_fildes, F_DUPFD_CLOEXEC, FIRST_FD);
    int why = r->fd < 0 && errno == EBADF ? EBADF : EAGAIN; /* It may have been closed since. */
    r->is_stream = r->fd >= 0 && lseek(r->fd, 0, SEEK_CUR) == -1;
    r->device = status.st_dev;
    r->file = status.st_ino;
    r->number = ++numbers;
    pthread_attr_t attributes;
    pthread_attr_init(&attributes);
    pthread_attr_setdetachstate(&attributes, PTHREAD_CREATE_DETACHED);
    pthread_t thread;
    int before = cb->__error_code;
    cb->__error_code = EINPROGRESS;
    struct request **end = &requests;
    while (*end != NULL) end = &(*end)->next;
    *end = r;
    if (list != NULL) list->left++;
    bool refused = r->fd < 0 || pthread_create(&thread, &attributes, perform, r) != 0;
    pthread_attr_destroy(&attributes);
    if (!refused) return 0;
    *end = NULL;
    if (list != NULL) list->left--;
    if (r->fd >= 0) close(r->fd);
    free(r);
    cb->__error_code = before;
    return why;
}

static int submit_one(struct aiocb *cb, int operation)
{
    sigset_t old = enter();
    int error = submit(cb, operation, NULL);
    leave(old);
    if (error != 0) errno = error;
    return error == 0 ? 0 : -1;
}

int aio_read(struct aiocb *cb) { return submit_one(cb, LIO_READ); }
int aio_write(struct aiocb *cb) { return submit_one(cb, LIO_WRITE); }

int aio_fsync(int operation, struct aiocb *cb)
{
    if (operation != O_SYNC && operation != O_DSYNC) {
        errno = EINVAL;
        return -1;
    }
    return submit_one(cb, operation == O_SYNC ? SYNCHRONIZE : DATA_SYNCHRONIZE);
}

int aio_error(const struct aiocb *cb) { return __atomic_load_n(&cb->__error_code, __ATOMIC_SEQ_CST); }
ssize_t aio_return(struct aiocb *cb) { return cb->__return_value; }
void aio_init(const struct aioinit *init) { (void)init; }

/* ---- Waiting */

struct sleep { bool (*is_over)(const void *); const void *of; int slot; };

static void wake_up(void *slot) { __atomic_store_n(&taken[*(int *)slot], 0, __ATOMIC_SEQ_CST); }

static struct timespec until(const struct timespec *timeout)
{
    struct timespec end;
    clock_gettime(CLOCK_MONOTONIC, &end);
    end.tv_sec += timeout->tv_sec;
    end.tv_nsec += timeout->tv_nsec;
    if (end.tv_nsec >= 1000000000) end.tv_sec++, end.tv_nsec -= 1000000000;
    return end;
}

static bool is_past(const struct timespec *end)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return now.tv_sec > end->tv_sec || (now.tv_sec == end->tv_sec && now.tv_nsec >= end->tv_nsec);
}

/* 0, EINTR or EAGAIN. */
static int sleep_until(bool (*is_over)(const void *), const void *of, const struct timespec *timeout)
{
    struct itimerspec end = { { 0, 0 }, { 0, 0 } };
    int slot = 0, result = -1;
    if (timeout != NULL) end.it_value = until(timeout);
    for (int free_one = 0; !__atomic_compare_exchange_n(&taken[slot], &free_one, 1, false, __ATOMIC_SEQ_CST, __ATOMIC_SEQ_CST); free_one = 0)
        slot = (slot + 1) % WAITERS;
    pthread_cleanup_push(wake_up, &slot);
    while (result < 0) {
        unsigned long long expired;
        timerfd_settime(timers[slot], TFD_TIMER_ABSTIME, &end, NULL);
        if (is_over(of)) result = 0;
        else if (timeout != NULL && is_past(&end.it_value)) result = EAGAIN;
        else if (read(timers[slot], &expired, sizeof expired) < 0 && errno == EINTR) result = EINTR;
    }
    pthread_cleanup_pop(1);
    return result;
}

struct blocks { const struct aiocb *const *list; int count; };

static bool one_is_over(const void *of)
{
    const struct blocks *blocks = of;
    for (int i = 0; i < blocks->count; i++)
        if (blocks->list[i] != NULL && aio_error(blocks->list[i]) != EINPROGRESS) return true;
    return false;
}

int aio_suspend(const struct aiocb *const list[], int count, const struct timespec *timeout)
{
    struct blocks blocks = { list, count };
    pthread_testcancel();
    if (count < 0 || (timeout != NULL && (timeout->tv_sec < 0 || timeout->tv_nsec < 0 || timeout->tv_nsec >= 1000000000))) {
        errno = EINVAL;
        return -1;
    }
    if (DEFECT == IGNORES_RESTART && !one_is_over(&blocks) && timeout == NULL) {
        while (!one_is_over(&blocks))
            if (nanosleep(&(struct timespec){ 0, 200000 }, NULL) != 0) { errno = EINTR; return -1; }
        return 0;
    }
    int error = sleep_until(one_is_over, &blocks, timeout);
    if (error == EAGAIN && DEFECT == ETIMEDOUT_OF_SUSPEND) error = ETIMEDOUT;
    if (error != 0) errno = error;
    return error == 0 ? 0 : -1;
}

/* ---- Lists */

static bool list_is_over(const void *of) { return __atomic_load_n(&((const struct list *)of)->left, __ATOMIC_SEQ_CST) == 0; }

static void refuse_element(struct aiocb *cb, int error, struct list *list)
{
    cb->__return_value = -1;
    __atomic_store_n(&cb->__error_code, error, __ATOMIC_SEQ_CST);
    list->failed = true;
}

int lio_listio(int mode, struct aiocb *const elements[], int count, struct sigevent *sig)
{
    if ((mode != LIO_WAIT && mode != LIO_NOWAIT) || count < 0) {
        errno = EINVAL;
        return -1;
    }
    struct list *list = calloc(1, sizeof *list);
    bool exhausted = false, refused = false;
    int cancelability;
    if (list == NULL) { errno = EAGAIN; return -1; }
    list->waited = mode == LIO_WAIT;
    list->sig.sigev_notify = SIGEV_NONE;
    if (mode == LIO_NOWAIT && sig != NULL) list->sig = *sig;
    sigset_t old = enter();
    list->left = 1; /* Ours, until all are submitted. */
    for (int i = 0; i < count; i++) {
        struct aiocb *cb = elements[i];
        if (cb == NULL || (cb->aio_lio_opcode == LIO_NOP && DEFECT != NOP_PERFORMED)) continue;
        bool is_known = cb->aio_lio_opcode == LIO_READ || cb->aio_lio_opcode == LIO_WRITE || cb->aio_lio_opcode == LIO_NOP;
        int error = is_known ? submit(cb, cb->aio_lio_opcode, list) : EINVAL;
        if (error != 0) refuse_element(cb, error, list);
        exhausted |= error == EAGAIN;
        refused |= error != 0;
    }
    __atomic_sub_fetch(&list->left, 1, __ATOMIC_SEQ_CST);
    bool tells = list->left == 0 && !list->told && !refused;
    list->told |= tells;
    leave(old);
    if (mode == LIO_NOWAIT) {
        if (tells) tell(&list->sig, 0);
        if (refused) errno = exhausted ? EAGAIN : EIO;
        return refused && DEFECT != LIST_SUCCEEDS ? -1 : 0;
    }
    pthread_setcancelstate(PTHREAD_CANCEL_DISABLE, &cancelability);
    int error = sleep_until(list_is_over, list, NULL);
    pthread_setcancelstate(cancelability, NULL);
    if (error == 0 && list->failed) error = exhausted ? EAGAIN : EIO;
    if (error != 0) errno = error;
    return error != 0 && DEFECT != LIST_SUCCEEDS ? -1 : 0;
}

/* ---- Cancellation */

int aio_cancel(int fd, struct aiocb *cb)
{
    struct stat status;
    if (fstat(fd, &status) != 0) {
        errno = EBADF;
        return -1;
    }
    int canceled = 0, running = 0;
    sigset_t old = enter();
    for (struct request *r = requests, *next; r != NULL; r = next) {
        next = r->next;
        if (r->is.aio_fildes != fd || r->device != status.st_dev || r->file != status.st_ino || (cb != NULL && r->cb != cb)) continue;
        if (r->running) running++;
        else canceled++, complete(r, -1, ECANCELED);
    }
    leave(old);
    if (running > 0) return DEFECT == CANCEL_LIES ? AIO_CANCELED : DEFECT == ALLDONE_LIES ? AIO_ALLDONE : AIO_NOTCANCELED;
    return canceled > 0 ? AIO_CANCELED : AIO_ALLDONE;
}

/* ---- The names of LFS64 */

int aio_read64(struct aiocb64 *cb) { return aio_read((struct aiocb *)cb); }
int aio_write64(struct aiocb64 *cb) { return aio_write((struct aiocb *)cb); }
int aio_fsync64(int operation, struct aiocb64 *cb) { return aio_fsync(operation, (struct aiocb *)cb); }
int aio_error64(const struct aiocb64 *cb) { return aio_error((const struct aiocb *)cb); }
ssize_t aio_return64(struct aiocb64 *cb) { return aio_return((struct aiocb *)cb); }
int aio_cancel64(int fd, struct aiocb64 *cb) { return aio_cancel(fd, (struct aiocb *)cb); }
int aio_suspend64(const struct aiocb64 *const list[], int count, const struct timespec *timeout)
{
    return aio_suspend((const struct aiocb *const *)list, count, timeout);
}
int lio_listio64(int mode, struct aiocb64 *const elements[], int count, struct sigevent *sig)
{
    return lio_listio(mode, (struct aiocb *const *)elements, count, sig);
}
