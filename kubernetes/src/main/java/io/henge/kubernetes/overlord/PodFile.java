package io.henge.kubernetes.overlord;

import io.fabric8.kubernetes.api.model.PodSpec;
import io.henge.kubernetes.document.DocumentException;
import io.henge.kubernetes.document.PodText;
import io.henge.kubernetes.document.Remark;
import io.henge.kubernetes.document.TextFile;
import io.henge.kubernetes.document.Understood;
import io.henge.kubernetes.job.JobRefusedException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * An Overlord's pod that was written down.
 *
 * @param file holds a Pod in YAML or JSON
 * @param strict whether what is only worth a note is wrong, too
 */
public record PodFile(Path file, boolean strict) implements OverlordPod {
    @Override
    public PodSpec spec() throws JobRefusedException {
        return read().value();
    }

    /**
     * What a person should know of the file.
     *
     * @throws JobRefusedException if there is no pod in it
     */
    public List<String> notes() throws JobRefusedException {
        return read().notes().stream().map(note -> note.about(name())).toList();
    }

    private Understood<PodSpec> read() throws JobRefusedException {
        try {
            Understood<PodSpec> pod = PodText.pod(TextFile.read(file, PodText.BYTES_MAX));
            if (strict && !pod.notes().isEmpty()) {
                throw refusal(pod.notes());
            }
            return pod;
        } catch (DocumentException e) {
            throw refusal(e.remarks());
        } catch (IOException e) {
            throw new JobRefusedException(name() + " cannot be read now (" + e.getMessage() + ").", e);
        }
    }

    private String name() {
        return file.toString();
    }

    private JobRefusedException refusal(List<Remark> remarks) {
        return new JobRefusedException(Remark.text(name(), remarks));
    }
}
