package io.henge.kubernetes.document;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** A file of text that somebody wrote. */
public final class TextFile {
    private static final char MARK = '\uFEFF';

    private TextFile() {}

    /**
     * The text of a file, without the mark that some editors put before it.
     *
     * @param bytesMax a larger file is refused, unread
     * @throws DocumentException if it is not there, or holds no text
     * @throws IOException if it cannot be read now
     */
    public static String read(Path file, int bytesMax) throws DocumentException, IOException {
        return decoded(bytes(file, bytesMax));
    }

    private static byte[] bytes(Path file, int bytesMax) throws DocumentException, IOException {
        if (Files.isDirectory(file)) {
            throw new DocumentException(0, "is a directory. Give the path of a file in it.");
        }
        try (InputStream in = Files.newInputStream(file)) {
            byte[] bytes = in.readNBytes(bytesMax + 1);
            if (bytes.length > bytesMax) {
                throw new DocumentException(0, "is larger than " + bytesMax / 1024 + " KiB. Is it the right file?");
            }
            return bytes;
        } catch (NoSuchFileException e) {
            throw new DocumentException(
                    0, "does not exist. Give the path of a file that does, without file: or ~ before it.");
        } catch (AccessDeniedException e) {
            throw new DocumentException(
                    0,
                    "cannot be read (Permission denied). Give the user that this runs as the right to read it, and to"
                            + " enter the directories above it.");
        }
    }

    private static String decoded(byte[] bytes) throws DocumentException {
        CharBuffer text = CharBuffer.allocate(bytes.length);
        ByteBuffer in = ByteBuffer.wrap(bytes);
        CoderResult result = StandardCharsets.UTF_8
                .newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT)
                .decode(in, text, true);
        text.flip();
        int line = 1 + (int) text.chars().filter(c -> c == '\n').count();
        if (result.isError()) {
            throw new DocumentException(line, "a byte that is no text in UTF-8. Save the file as UTF-8.");
        }
        return text.length() > 0 && text.charAt(0) == MARK
                ? text.subSequence(1, text.length()).toString()
                : text.toString();
    }
}
