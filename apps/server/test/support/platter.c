/*
 * A disk under a process, loaded before libc. Beside the files of DISK_FOLDER whose names begin with DISK_FILE it keeps, in
 * DISK_PLATTER, what would be left of them if the power went now: what was synced, and of what was written since about
 * half, as it pleases the disk. While the file DISK_FAILS exists, a sync of the files whose names end as its content says
 * fails with EIO, and, as Linux does it, what it should have kept is not written and not tried again: the next sync
 * succeeds without it.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/types.h>
#include <unistd.h>

static ssize_t (*real_pwrite)(int, const void *, size_t, off64_t);
static ssize_t (*real_write)(int, const void *, size_t);
static int (*real_ftruncate)(int, off64_t);
static int (*real_fsync)(int);
static int (*real_fdatasync)(int);

/* A write that no sync has kept yet; without bytes it is a truncation. */
struct change {
  off64_t at;
  size_t length;
  char *bytes;
  struct change *next;
};

/* Every file of the folder that has ever been written, by name. */
struct kept {
  char name[256];
  struct change *first, **last;
};

static struct kept files[8];
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static unsigned seed;

__attribute__((constructor)) static void begin(void) {
  real_pwrite = dlsym(RTLD_NEXT, "pwrite64");
  real_write = dlsym(RTLD_NEXT, "write");
  real_ftruncate = dlsym(RTLD_NEXT, "ftruncate64");
  real_fsync = dlsym(RTLD_NEXT, "fsync");
  real_fdatasync = dlsym(RTLD_NEXT, "fdatasync");
  seed = (unsigned)atoi(getenv("DISK_SEED") ? getenv("DISK_SEED") : "1");
}

/* The file behind a descriptor, if it is one of those that are watched. The lock is held. */
static struct kept *find(int fd) {
  const char *folder = getenv("DISK_FOLDER"), *begins = getenv("DISK_FILE");
  if (folder == NULL || begins == NULL) return NULL;
  char link[64], path[4096];
  snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
  ssize_t length = readlink(link, path, sizeof path - 1);
  if (length <= 0) return NULL;
  path[length] = 0;
  size_t prefix = strlen(folder);
  if (strncmp(path, folder, prefix) != 0 || path[prefix] != '/') return NULL;
  const char *name = path + prefix + 1;
  size_t end = strlen(name);
  if (strncmp(name, begins, strlen(begins)) != 0 || end >= sizeof files[0].name) return NULL;
  /* The index of the log is made anew from the log. */
  if (end > 4 && strcmp(name + end - 4, "-shm") == 0) return NULL;
  for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
    if (files[i].name[0] == 0) {
      strcpy(files[i].name, name);
      files[i].last = &files[i].first;
    }
    if (strcmp(files[i].name, name) == 0) return &files[i];
  }
  abort();
}

static void put(struct kept *file, const struct change *change) {
  char path[4096];
  snprintf(path, sizeof path, "%s/%s", getenv("DISK_PLATTER"), file->name);
  int fd = open(path, O_WRONLY | O_CREAT | O_CLOEXEC, 0600);
  if (fd < 0) abort();
  if (change->bytes == NULL) {
    if (real_ftruncate(fd, change->at) != 0) abort();
  } else if (real_pwrite(fd, change->bytes, change->length, change->at) != (ssize_t)change->length) {
    abort();
  }
  close(fd);
}

static void note(struct kept *file, const void *bytes, size_t length, off64_t at) {
  struct change *change = calloc(1, sizeof *change);
  change->at = at;
  if (bytes != NULL) {
    change->length = length;
    change->bytes = memcpy(malloc(length), bytes, length);
    /* Early: it will be put there again when it is synced, so that the order is right. */
    if (rand_r(&seed) % 2 == 0) put(file, change);
  }
  *file->last = change;
  file->last = &change->next;
}

static void forget(struct kept *file) {
  for (struct change *change = file->first, *next; change != NULL; change = next) {
    next = change->next;
    free(change->bytes);
    free(change);
  }
  file->first = NULL;
  file->last = &file->first;
}

static int fails(const struct kept *file) {
  int fd = open(getenv("DISK_FAILS"), O_RDONLY | O_CLOEXEC);
  if (fd < 0) return 0;
  char ending[64];
  ssize_t length = read(fd, ending, sizeof ending - 1);
  close(fd);
  size_t name = strlen(file->name);
  return length >= 0 && (size_t)length <= name && strncmp(file->name + name - length, ending, (size_t)length) == 0;
}

static int sync_with(int (*sync)(int), int fd) {
  int before = errno;
  pthread_mutex_lock(&lock);
  struct kept *file = find(fd);
  int result = 0;
  if (file != NULL) {
    if (fails(file)) result = -1;
    else
      for (struct change *change = file->first; change != NULL; change = change->next) put(file, change);
    forget(file);
  }
  pthread_mutex_unlock(&lock);
  errno = before;
  if (result == 0) return sync(fd);
  errno = EIO;
  return result;
}

int fsync(int fd) { return sync_with(real_fsync, fd); }
int fdatasync(int fd) { return sync_with(real_fdatasync, fd); }

ssize_t pwrite64(int fd, const void *bytes, size_t length, off64_t at) {
  pthread_mutex_lock(&lock);
  ssize_t written = real_pwrite(fd, bytes, length, at);
  int after = errno;
  struct kept *file = written > 0 ? find(fd) : NULL;
  if (file != NULL) note(file, bytes, (size_t)written, at);
  pthread_mutex_unlock(&lock);
  errno = after;
  return written;
}

ssize_t write(int fd, const void *bytes, size_t length) {
  pthread_mutex_lock(&lock);
  struct kept *file = find(fd);
  if (file == NULL) {
    pthread_mutex_unlock(&lock);
    return real_write(fd, bytes, length);
  }
  off64_t at = lseek64(fd, 0, SEEK_CUR);
  ssize_t written = real_write(fd, bytes, length);
  int after = errno;
  if (written > 0) note(file, bytes, (size_t)written, at);
  pthread_mutex_unlock(&lock);
  errno = after;
  return written;
}

int ftruncate64(int fd, off64_t length) {
  pthread_mutex_lock(&lock);
  int result = real_ftruncate(fd, length);
  int after = errno;
  struct kept *file = result == 0 ? find(fd) : NULL;
  if (file != NULL) note(file, NULL, 0, length);
  pthread_mutex_unlock(&lock);
  errno = after;
  return result;
}
