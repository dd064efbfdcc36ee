package io.henge.e2e.page;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.logging.Level;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.openqa.selenium.By;
import org.openqa.selenium.ElementNotInteractableException;
import org.openqa.selenium.Keys;
import org.openqa.selenium.NoSuchElementException;
import org.openqa.selenium.StaleElementReferenceException;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;

/**
 * A Chromium without a screen, in which somebody looks at the page. It remembers what the page does wrong. Every wait is for a
 * condition, and has an end.
 */
public final class Browser implements AutoCloseable {
    /** Longer than anything that is waited for takes on a loaded machine. */
    private static final Duration PATIENCE = Duration.ofSeconds(45);

    private static final Duration LOOK_EVERY = Duration.ofMillis(100);
    private static final Duration SCRIPT_LIMIT = Duration.ofSeconds(30);

    /** In every document before anything of its own: what violates its policy is told to the console, and when it is usable. */
    private static final String WATCH = """
            document.addEventListener('securitypolicyviolation', (event) =>
              console.error('securitypolicyviolation: ' + event.violatedDirective + ' ' + event.blockedURI));
            new MutationObserver((_, observer) => {
              if (document.querySelector('main .card, main table') !== null) {
                window.usableMillis = performance.now();
                observer.disconnect();
              }
            }).observe(document, { childList: true, subtree: true });
            """;

    private static final String AXE_RUN = """
            const done = arguments[arguments.length - 1];
            axe.run(document, { resultTypes: ['violations'] }).then(
              (found) => done(found.violations.map((one) => one.id + ': ' + one.help + ' at '
                + one.nodes.map((node) => node.target.join(' ') + ' (' + node.failureSummary + ')').join('; '))),
              (error) => done(['axe: ' + error]));
            """;

    /** A list that is open is no part of the document, where there is no screen. */
    private static final String CHOOSE = """
            const list = document.querySelector(arguments[0]);
            if (list === null || ![...list.options].some((option) => option.value === arguments[1])) {
              return false;
            }
            list.value = arguments[1];
            list.dispatchEvent(new Event('change', { bubbles: true }));
            return true;
            """;

    private final ChromeDriver driver;
    private final String axe;

    private Browser(ChromeDriver driver, String axe) {
        this.driver = driver;
        this.axe = axe;
    }

    /** Why none can be opened here; empty where one can. */
    public static Optional<String> absence() {
        return Programs.absence();
    }

    /** Opens one with a window of this size. */
    public static Browser open(int width, int height) {
        Programs programs = Programs.find();
        // Given both, Selenium looks for no others, and fetches none.
        System.setProperty(
                ChromeDriverService.CHROME_DRIVER_EXE_PROPERTY,
                programs.driver().toString());
        LoggingPreferences logs = new LoggingPreferences();
        logs.enable(LogType.BROWSER, Level.ALL);
        ChromeOptions options = new ChromeOptions();
        options.setBinary(programs.chromium().toString());
        options.addArguments(
                "--headless=new",
                "--window-size=" + width + "," + height,
                "--hide-scrollbars",
                "--force-device-scale-factor=1",
                "--lang=en",
                "--no-proxy-server",
                "--no-first-run",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
                "--disable-gpu",
                "--disable-dev-shm-usage");
        if (System.getProperty("user.name").equals("root")) {
            options.addArguments("--no-sandbox");
        }
        options.setCapability("goog:loggingPrefs", logs);
        ChromeDriverService service = new ChromeDriverService.Builder()
                .usingDriverExecutable(programs.driver().toFile())
                .build();
        ChromeDriver driver = new ChromeDriver(service, options);
        driver.manage().timeouts().scriptTimeout(SCRIPT_LIMIT).pageLoadTimeout(SCRIPT_LIMIT);
        driver.executeCdpCommand("Page.addScriptToEvaluateOnNewDocument", Map.of("source", WATCH));
        try {
            return new Browser(driver, Files.readString(programs.axe()));
        } catch (IOException e) {
            driver.quit();
            throw new UncheckedIOException(e);
        }
    }

    /** Lets requests to the host of {@code address}, whatever its port, have a cookie. */
    public void cookie(String address, String name, String value) {
        driver.executeCdpCommand("Network.setCookie", Map.of("url", address, "name", name, "value", value));
    }

    public void theme(Theme theme) {
        driver.executeCdpCommand(
                "Emulation.setEmulatedMedia",
                Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", theme.word()))));
    }

    /** Lets the page have a screen of this size, until {@link #ownSize}. */
    public void size(int width, int height) {
        driver.executeCdpCommand(
                "Emulation.setDeviceMetricsOverride",
                Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", false));
    }

    /** Lets the page have the window again. */
    public void ownSize() {
        driver.executeCdpCommand("Emulation.clearDeviceMetricsOverride", Map.of());
    }

    /** Loads a document anew, also where only what is behind its {@code #} differs. */
    public void load(String address) {
        driver.get("about:blank");
        driver.get(address);
    }

    public void reload() {
        driver.navigate().refresh();
    }

    public void back() {
        driver.navigate().back();
    }

    public String address() {
        return driver.getCurrentUrl();
    }

    /** Milliseconds from the beginning of the last load until something of the view was there. */
    public long usableMillis() {
        until("the view is there", () -> script("return window.usableMillis ?? null") != null);
        Number found = (Number) Objects.requireNonNull(script("return window.usableMillis"));
        return Math.round(found.doubleValue());
    }

    /** What a person sees written in what {@code css} selects, a line for each. */
    public String text(String css) {
        return String.join("\n", texts(css));
    }

    /** The same, one by one. */
    public List<String> texts(String css) {
        Object found = driver.executeScript(
                "return [...document.querySelectorAll(arguments[0])].map((one) => one.innerText)", css);
        return strings(found);
    }

    /** An attribute of each that {@code css} selects; of links, as they stand. */
    public List<String> attributes(String css, String name) {
        Object found = driver.executeScript(
                "return [...document.querySelectorAll(arguments[0])].map((one) => one.getAttribute(arguments[1]) ?? '')",
                css,
                name);
        return strings(found);
    }

    /** Whether all that can be pressed among what {@code css} selects is off; there must be some. */
    public boolean allOff(String css) {
        return Boolean.TRUE.equals(driver.executeScript(
                "const found = [...document.querySelectorAll(arguments[0])];"
                        + "return found.length > 0 && found.every((one) => one.disabled)",
                css));
    }

    /** Whether nothing reaches over the side of the screen. */
    public boolean fitsInWidth() {
        return Boolean.TRUE.equals(script("return document.documentElement.scrollWidth <= window.innerWidth"));
    }

    private @Nullable Object script(String script) {
        return driver.executeScript(script);
    }

    private static List<String> strings(@Nullable Object found) {
        Iterable<?> all = (Iterable<?>) Objects.requireNonNull(found, "A script has returned nothing");
        return StreamSupport.stream(all.spliterator(), false)
                .map(String::valueOf)
                .toList();
    }

    /** Waits until something that {@code css} selects says {@code words}. */
    public void awaitText(String css, String words) {
        try {
            until(css + " says: " + words, () -> text(css).contains(words));
        } catch (RuntimeException e) {
            throw new AssertionError(
                    css + " never said [" + words + "]. Banner: [" + text(".banner") + "]; page: " + text("main"), e);
        }
    }

    /** Presses what {@code css} selects and says {@code words}, as soon as it is there and on. */
    public void press(String css, String words) {
        until("[" + words + "] can be pressed", () -> {
            Optional<WebElement> found = elements(css)
                    .filter(one -> one.getText().contains(words) && one.isEnabled())
                    .findFirst();
            found.ifPresent(WebElement::click);
            return found.isPresent();
        });
    }

    /** Types into the first field that {@code css} selects, in the place of what was there. */
    public void type(String css, String words) {
        until(css + " can be typed into", () -> {
            WebElement field = elements(css).findFirst().orElseThrow(() -> new NoSuchElementException(css));
            field.sendKeys(Keys.chord(Keys.CONTROL, "a"), words);
            return true;
        });
    }

    /** Chooses of the first list that {@code css} selects, as soon as it has that. */
    public void choose(String css, String value) {
        until("[" + value + "] can be chosen", () -> Boolean.TRUE.equals(driver.executeScript(CHOOSE, css, value)));
    }

    private Stream<WebElement> elements(String css) {
        return driver.findElements(By.cssSelector(css)).stream();
    }

    /** Waits for a condition; what the page takes away meanwhile is looked for anew. */
    public void until(String what, Callable<Boolean> condition) {
        Awaitility.await(what)
                .atMost(PATIENCE)
                .pollDelay(Duration.ZERO)
                .pollInterval(LOOK_EVERY)
                .ignoreExceptionsMatching(e -> e instanceof StaleElementReferenceException
                        || e instanceof NoSuchElementException
                        || e instanceof ElementNotInteractableException)
                .until(condition);
    }

    /** What of the present view keeps people out, by axe-core. */
    public List<String> barriers() {
        if (!Boolean.TRUE.equals(script("return typeof axe === 'object'"))) {
            script(axe);
        }
        return strings(driver.executeAsyncScript(AXE_RUN));
    }

    /** What was said since the last time of violations of the page's policy, and of errors that nobody caught. */
    public List<String> wrongs() {
        return StreamSupport.stream(driver.manage().logs().get(LogType.BROWSER).spliterator(), false)
                .map(entry -> entry.getMessage())
                .filter(said -> said.contains("securitypolicyviolation")
                        || said.contains("Content Security Policy")
                        || said.contains("Uncaught"))
                .toList();
    }

    /** Writes what is to be seen, as a PNG file. */
    public void capture(Path file) throws IOException {
        Map<String, Object> shot = driver.executeCdpCommand("Page.captureScreenshot", Map.of("format", "png"));
        Files.createDirectories(file.toAbsolutePath().getParent());
        Files.write(file, Base64.getDecoder().decode(String.valueOf(shot.get("data"))));
    }

    @Override
    public void close() {
        driver.quit();
    }
}
