package io.henge.cli.command;

/** The states in which REST shows tasks; named as they are there. */
enum TaskState {
    waiting,
    placed,
    pending,
    suspended,
    running,
    limbo,
    ended,
    fenced
}
