// Why a command could not do its work at all: one line, safe to show, that says what to do. Exit code 2.
export class Failure extends Error {}
