/* A driver for tests: it answers as its environment tells it. */
#include <stdlib.h>
#include <string.h>
#include <stdio.h>
#include <unistd.h>

static int told(const char *name, int otherwise) {
    const char *text = getenv(name);
    return text ? atoi(text) : otherwise;
}

int cuInit(unsigned flags) {
    if (told("FAKE_GARBAGE", 0)) { printf("NVRM: this is no JSON\n"); fflush(stdout); }
    if (told("FAKE_CRASH", 0)) abort();
    if (told("FAKE_HANG", 0)) for (;;) sleep(100);
    return told("FAKE_START", 0);
}

int cuDriverGetVersion(int *version) { *version = told("FAKE_CUDA", 13000); return 0; }
int cuDeviceGetCount(int *count) { *count = told("FAKE_COUNT", 1); return 0; }
int cuDeviceGet(int *device, int number) { *device = number; return told("FAKE_REFUSES", 0); }

int cuDeviceGetName(char *name, int length, int device) {
    snprintf(name, length, "Fake %d", device);
    return 0;
}

int cuDeviceTotalMem_v2(size_t *bytes, int device) { *bytes = (size_t)139 << 30; return 0; }

int cuDeviceGetAttribute(int *value, int attribute, int device) {
    switch (attribute) {
    case 16: *value = 132; return 0;
    case 18: *value = 0; return 0;
    case 75: *value = told("FAKE_MAJOR", 9); return 0;
    case 76: *value = told("FAKE_MINOR", 0); return 0;
    }
    return 1;
}
