package io.henge.core.fence;

import io.henge.core.attempt.AttemptId;
import io.henge.core.attempt.Token;

/** Which attempt somebody who acts for a task says to be; a sub-task that was never shipped shows its parent's. */
public record Claim(AttemptId attempt, Token token) {}
