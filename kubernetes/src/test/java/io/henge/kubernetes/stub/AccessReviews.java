package io.henge.kubernetes.stub;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What an API server answers to who asks what he may: everything but what is denied. */
final class AccessReviews {
    private static final Pattern VERB = Pattern.compile("\"verb\":\"(\\w+)\"");
    private static final Pattern RESOURCE = Pattern.compile("\"resource\":\"(\\w+)\"");

    private final Set<String> denied = ConcurrentHashMap.newKeySet();

    void deny(String verb, String resource) {
        denied.add(verb + " " + resource);
    }

    String answer(String review) {
        Matcher verb = VERB.matcher(review);
        Matcher resource = RESOURCE.matcher(review);
        boolean allowed = verb.find() && resource.find() && !denied.contains(verb.group(1) + " " + resource.group(1));
        return "{\"kind\":\"SelfSubjectAccessReview\",\"status\":{\"allowed\":" + allowed + "}}";
    }
}
