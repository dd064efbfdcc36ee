package io.henge.e2e.page;

/** How a person's system wants pages to look. */
public enum Theme {
    LIGHT("light"),
    DARK("dark");

    private final String word;

    Theme(String word) {
        this.word = word;
    }

    String word() {
        return word;
    }
}
