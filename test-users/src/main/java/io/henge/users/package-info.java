/**
 * A Druid extension for test worlds: a few people by name, and what each of them may do. Druid calls it, and nobody else does; it
 * asks for no password, and so guards nothing outside of a test.
 */
@NullMarked
package io.henge.users;

import org.jspecify.annotations.NullMarked;
