/* SPDX-License-Identifier: MIT
 * digest.c - MD5, SHA-1 and SHA-2 from their definitions. */
#include "digest.h"

#include <string.h>

/* Fractions of the cube roots of the first primes; SHA-256 has the upper halves. */
static const uint64_t CUBES[80] = {
    0x428a2f98d728ae22u, 0x7137449123ef65cdu, 0xb5c0fbcfec4d3b2fu, 0xe9b5dba58189dbbcu,
    0x3956c25bf348b538u, 0x59f111f1b605d019u, 0x923f82a4af194f9bu, 0xab1c5ed5da6d8118u,
    0xd807aa98a3030242u, 0x12835b0145706fbeu, 0x243185be4ee4b28cu, 0x550c7dc3d5ffb4e2u,
    0x72be5d74f27b896fu, 0x80deb1fe3b1696b1u, 0x9bdc06a725c71235u, 0xc19bf174cf692694u,
    0xe49b69c19ef14ad2u, 0xefbe4786384f25e3u, 0x0fc19dc68b8cd5b5u, 0x240ca1cc77ac9c65u,
    0x2de92c6f592b0275u, 0x4a7484aa6ea6e483u, 0x5cb0a9dcbd41fbd4u, 0x76f988da831153b5u,
    0x983e5152ee66dfabu, 0xa831c66d2db43210u, 0xb00327c898fb213fu, 0xbf597fc7beef0ee4u,
    0xc6e00bf33da88fc2u, 0xd5a79147930aa725u, 0x06ca6351e003826fu, 0x142929670a0e6e70u,
    0x27b70a8546d22ffcu, 0x2e1b21385c26c926u, 0x4d2c6dfc5ac42aedu, 0x53380d139d95b3dfu,
    0x650a73548baf63deu, 0x766a0abb3c77b2a8u, 0x81c2c92e47edaee6u, 0x92722c851482353bu,
    0xa2bfe8a14cf10364u, 0xa81a664bbc423001u, 0xc24b8b70d0f89791u, 0xc76c51a30654be30u,
    0xd192e819d6ef5218u, 0xd69906245565a910u, 0xf40e35855771202au, 0x106aa07032bbd1b8u,
    0x19a4c116b8d2d0c8u, 0x1e376c085141ab53u, 0x2748774cdf8eeb99u, 0x34b0bcb5e19b48a8u,
    0x391c0cb3c5c95a63u, 0x4ed8aa4ae3418acbu, 0x5b9cca4f7763e373u, 0x682e6ff3d6b2b8a3u,
    0x748f82ee5defb2fcu, 0x78a5636f43172f60u, 0x84c87814a1f0ab72u, 0x8cc702081a6439ecu,
    0x90befffa23631e28u, 0xa4506cebde82bde9u, 0xbef9a3f7b2c67915u, 0xc67178f2e372532bu,
    0xca273eceea26619cu, 0xd186b8c721c0c207u, 0xeada7dd6cde0eb1eu, 0xf57d4f7fee6ed178u,
    0x06f067aa72176fbau, 0x0a637dc5a2c898a6u, 0x113f9804bef90daeu, 0x1b710b35131c471bu,
    0x28db77f523047d84u, 0x32caab7b40c72493u, 0x3c9ebe0a15c9bebcu, 0x431d67c49c100d4cu,
    0x4cc5d4becb3e42b6u, 0x597f299cfc657e2au, 0x5fcb6fab3ad6faecu, 0x6c44198c4a475817u,
};

/* Sines, of MD5. */
static const uint32_t SINES[64] = {
    0xd76aa478u, 0xe8c7b756u, 0x242070dbu, 0xc1bdceeeu, 0xf57c0fafu, 0x4787c62au,
    0xa8304613u, 0xfd469501u, 0x698098d8u, 0x8b44f7afu, 0xffff5bb1u, 0x895cd7beu,
    0x6b901122u, 0xfd987193u, 0xa679438eu, 0x49b40821u, 0xf61e2562u, 0xc040b340u,
    0x265e5a51u, 0xe9b6c7aau, 0xd62f105du, 0x02441453u, 0xd8a1e681u, 0xe7d3fbc8u,
    0x21e1cde6u, 0xc33707d6u, 0xf4d50d87u, 0x455a14edu, 0xa9e3e905u, 0xfcefa3f8u,
    0x676f02d9u, 0x8d2a4c8au, 0xfffa3942u, 0x8771f681u, 0x6d9d6122u, 0xfde5380cu,
    0xa4beea44u, 0x4bdecfa9u, 0xf6bb4b60u, 0xbebfbc70u, 0x289b7ec6u, 0xeaa127fau,
    0xd4ef3085u, 0x04881d05u, 0xd9d4d039u, 0xe6db99e5u, 0x1fa27cf8u, 0xc4ac5665u,
    0xf4292244u, 0x432aff97u, 0xab9423a7u, 0xfc93a039u, 0x655b59c3u, 0x8f0ccc92u,
    0xffeff47du, 0x85845dd1u, 0x6fa87e4fu, 0xfe2ce6e0u, 0xa3014314u, 0x4e0811a1u,
    0xf7537e82u, 0xbd3af235u, 0x2ad7d2bbu, 0xeb86d391u,
};

static const uint32_t START_SHA1[8] = {0x67452301u, 0xefcdab89u, 0x98badcfeu, 0x10325476u,
                                       0xc3d2e1f0u};
static const uint32_t START_SHA224[8] = {
    0xc1059ed8u, 0x367cd507u, 0x3070dd17u, 0xf70e5939u,
    0xffc00b31u, 0x68581511u, 0x64f98fa7u, 0xbefa4fa4u,
};
static const uint32_t START_SHA256[8] = {
    0x6a09e667u, 0xbb67ae85u, 0x3c6ef372u, 0xa54ff53au,
    0x510e527fu, 0x9b05688cu, 0x1f83d9abu, 0x5be0cd19u,
};
static const uint64_t START_SHA384[8] = {
    0xcbbb9d5dc1059ed8u, 0x629a292a367cd507u, 0x9159015a3070dd17u, 0x152fecd8f70e5939u,
    0x67332667ffc00b31u, 0x8eb44a8768581511u, 0xdb0c2e0d64f98fa7u, 0x47b5481dbefa4fa4u,
};
static const uint64_t START_SHA512[8] = {
    0x6a09e667f3bcc908u, 0xbb67ae8584caa73bu, 0x3c6ef372fe94f82bu, 0xa54ff53a5f1d36f1u,
    0x510e527fade682d1u, 0x9b05688c2b3e6c1fu, 0x1f83d9abfb41bd6bu, 0x5be0cd19137e2179u,
};

static uint32_t rol(uint32_t x, int n)
{
    return x << n | x >> (32 - n);
}

static uint32_t ror(uint32_t x, int n)
{
    return x >> n | x << (32 - n);
}

static uint64_t ror64(uint64_t x, int n)
{
    return x >> n | x << (64 - n);
}

static uint32_t load_le(const uint8_t *p)
{
    return (uint32_t)p[0] | (uint32_t)p[1] << 8 | (uint32_t)p[2] << 16 | (uint32_t)p[3] << 24;
}

static uint32_t load_be(const uint8_t *p)
{
    return (uint32_t)p[0] << 24 | (uint32_t)p[1] << 16 | (uint32_t)p[2] << 8 | p[3];
}

/* ------------------------------------------------------------------- blocks */

/* Which word a step of MD5 takes, and how it mixes. */
static uint32_t md5_mix(int i, const uint32_t v[4], int *word)
{
    switch (i / 16) {
    case 0:
        *word = i;
        return (v[1] & v[2]) | (~v[1] & v[3]);
    case 1:
        *word = (5 * i + 1) % 16;
        return (v[3] & v[1]) | (~v[3] & v[2]);
    case 2:
        *word = (3 * i + 5) % 16;
        return v[1] ^ v[2] ^ v[3];
    default:
        *word = 7 * i % 16;
        return v[2] ^ (v[1] | ~v[3]);
    }
}

static void md5_block(uint32_t s[], const uint8_t *p)
{
    static const int turns[4][4] = {
        {7, 12, 17, 22}, {5, 9, 14, 20}, {4, 11, 16, 23}, {6, 10, 15, 21}};
    uint32_t v[4];
    memcpy(v, s, sizeof(v));
    for (int i = 0; i < 64; i++) {
        int word;
        uint32_t f = md5_mix(i, v, &word) + v[0] + SINES[i] + load_le(p + 4 * word);
        v[0] = v[3];
        v[3] = v[2];
        v[2] = v[1];
        v[1] += rol(f, turns[i / 16][i % 4]);
    }
    for (int i = 0; i < 4; i++)
        s[i] += v[i];
}

static uint32_t sha1_mix(int i, const uint32_t v[5])
{
    if (i < 20)
        return ((v[1] & v[2]) | (~v[1] & v[3])) + 0x5a827999u;
    if (i < 40)
        return (v[1] ^ v[2] ^ v[3]) + 0x6ed9eba1u;
    if (i < 60)
        return ((v[1] & v[2]) | (v[1] & v[3]) | (v[2] & v[3])) + 0x8f1bbcdcu;
    return (v[1] ^ v[2] ^ v[3]) + 0xca62c1d6u;
}

static void sha1_block(uint32_t s[], const uint8_t *p)
{
    uint32_t w[80], v[5];
    memcpy(v, s, sizeof(v));
    for (int i = 0; i < 80; i++)
        w[i] = i < 16 ? load_be(p + 4 * i) : rol(w[i - 3] ^ w[i - 8] ^ w[i - 14] ^ w[i - 16], 1);
    for (int i = 0; i < 80; i++) {
        uint32_t t = rol(v[0], 5) + sha1_mix(i, v) + v[4] + w[i];
        memmove(v + 1, v, 4 * sizeof(v[0]));
        v[2] = rol(v[2], 30);
        v[0] = t;
    }
    for (int i = 0; i < 5; i++)
        s[i] += v[i];
}

static void sha256_block(uint32_t s[], const uint8_t *p)
{
    uint32_t w[64], v[8];
    memcpy(v, s, sizeof(v));
    for (int i = 0; i < 16; i++)
        w[i] = load_be(p + 4 * i);
    for (int i = 16; i < 64; i++) {
        uint32_t a = w[i - 15], b = w[i - 2];
        w[i] = w[i - 16] + w[i - 7] + (ror(a, 7) ^ ror(a, 18) ^ a >> 3) +
               (ror(b, 17) ^ ror(b, 19) ^ b >> 10);
    }
    for (int i = 0; i < 64; i++) {
        uint32_t a = v[0], e = v[4];
        uint32_t t = v[7] + (ror(e, 6) ^ ror(e, 11) ^ ror(e, 25)) + ((e & v[5]) ^ (~e & v[6])) +
                     (uint32_t)(CUBES[i] >> 32) + w[i];
        uint32_t u = (ror(a, 2) ^ ror(a, 13) ^ ror(a, 22)) +
                     ((a & v[1]) ^ (a & v[2]) ^ (v[1] & v[2]));
        memmove(v + 1, v, 7 * sizeof(v[0]));
        v[4] += t;
        v[0] = t + u;
    }
    for (int i = 0; i < 8; i++)
        s[i] += v[i];
}

static void sha512_block(uint64_t s[], const uint8_t *p)
{
    uint64_t w[80], v[8];
    memcpy(v, s, sizeof(v));
    for (int i = 0; i < 16; i++)
        w[i] = (uint64_t)load_be(p + 8 * i) << 32 | load_be(p + 8 * i + 4);
    for (int i = 16; i < 80; i++) {
        uint64_t a = w[i - 15], b = w[i - 2];
        w[i] = w[i - 16] + w[i - 7] + (ror64(a, 1) ^ ror64(a, 8) ^ a >> 7) +
               (ror64(b, 19) ^ ror64(b, 61) ^ b >> 6);
    }
    for (int i = 0; i < 80; i++) {
        uint64_t a = v[0], e = v[4];
        uint64_t t = v[7] + (ror64(e, 14) ^ ror64(e, 18) ^ ror64(e, 41)) +
                     ((e & v[5]) ^ (~e & v[6])) + CUBES[i] + w[i];
        uint64_t u = (ror64(a, 28) ^ ror64(a, 34) ^ ror64(a, 39)) +
                     ((a & v[1]) ^ (a & v[2]) ^ (v[1] & v[2]));
        memmove(v + 1, v, 7 * sizeof(v[0]));
        v[4] += t;
        v[0] = t + u;
    }
    for (int i = 0; i < 8; i++)
        s[i] += v[i];
}

/* ------------------------------------------------------------------- whole texts */

static size_t block_size(const struct jsb__digest *d)
{
    return d->kind >= JSB__SHA384 ? 128 : 64;
}

static void take_block(struct jsb__digest *d, const uint8_t *p)
{
    switch (d->kind) {
    case JSB__MD5:
        md5_block(d->state.w32, p);
        break;
    case JSB__SHA1:
        sha1_block(d->state.w32, p);
        break;
    case JSB__SHA224:
    case JSB__SHA256:
        sha256_block(d->state.w32, p);
        break;
    default:
        sha512_block(d->state.w64, p);
    }
}

void jsb__digest_start(struct jsb__digest *d, enum jsb__digest_kind kind)
{
    static const void *const starts[] = {START_SHA1,   START_SHA1,   START_SHA224,
                                         START_SHA256, START_SHA384, START_SHA512};
    memset(d, 0, sizeof(*d));
    d->kind = kind;
    memcpy(&d->state, starts[kind], kind >= JSB__SHA384 ? 64 : 32);
}

void jsb__digest_add(struct jsb__digest *d, const void *data, size_t len)
{
    const uint8_t *p = data;
    size_t size = block_size(d);
    d->len += len;
    while (len > 0) {
        size_t n = size - d->fill < len ? size - d->fill : len;
        if (n == size) {
            take_block(d, p);
        } else {
            memcpy(d->block + d->fill, p, n);
            d->fill += (uint32_t)n;
            if (d->fill == size) {
                take_block(d, d->block);
                d->fill = 0;
            }
        }
        p += n;
        len -= n;
    }
}

/* A bit, zeroes, and the number of bits, whose order of bytes is MD5's or the others'. */
static void pad(struct jsb__digest *d)
{
    uint64_t bits = d->len * 8;
    size_t size = block_size(d), mark = size == 128 ? 112 : 56;
    uint8_t tail[8];
    jsb__digest_add(d, "\x80", 1);
    while (d->fill != mark)
        jsb__digest_add(d, "", 1);
    if (size == 128)
        jsb__digest_add(d, "\0\0\0\0\0\0\0", 8);
    for (int i = 0; i < 8; i++)
        tail[i] = (uint8_t)(bits >> 8 * (d->kind == JSB__MD5 ? i : 7 - i));
    jsb__digest_add(d, tail, sizeof(tail));
}

size_t jsb__digest_end(struct jsb__digest *d, uint8_t out[JSB__DIGEST_MAX])
{
    static const uint8_t sizes[] = {16, 20, 28, 32, 48, 64};
    size_t len = sizes[d->kind], word = block_size(d) / 16;
    pad(d);
    for (size_t i = 0; i < len; i++) {
        size_t at = d->kind == JSB__MD5 ? i % 4 : word - 1 - i % word;
        out[i] = (uint8_t)(word == 8 ? d->state.w64[i / 8] >> 8 * at : d->state.w32[i / 4] >> 8 * at);
    }
    return len;
}
