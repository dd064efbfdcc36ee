package io.henge.druid.config;

/**
 * One property.
 *
 * @param spelled its key as the user wrote it, with the prefix
 * @param raw its value as the user wrote it, for messages: what is substituted into it may be secret
 * @param text its value with everything substituted
 */
record PropertyValue(String spelled, String raw, String text) {}
