package io.popoto.servertime;

/**
 * Something that is measured.
 *
 * @param kind what kind of work it is
 * @param text what it is exactly
 * @param work does it
 */
record Step(String kind, String text, Runnable work) {}
