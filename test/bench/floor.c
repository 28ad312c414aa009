/* SPDX-License-Identifier: MIT */
/* The least that a process can cost: what every start-up time is held against. */

int main(void)
{
    return 0;
}
