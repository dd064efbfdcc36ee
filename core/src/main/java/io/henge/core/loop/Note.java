package io.henge.core.loop;

import io.henge.core.attempt.AttemptId;
import java.util.Collection;
import java.util.function.Function;

/** A change of what the loop knows; {@code change} gives the attempts that it changed, {@code subject} is for people. */
record Note(String subject, Function<LoopState, Collection<AttemptId>> change) {}
