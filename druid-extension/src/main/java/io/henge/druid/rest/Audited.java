package io.henge.druid.rest;

import javax.servlet.http.HttpServletRequest;
import org.apache.druid.audit.AuditInfo;
import org.apache.druid.audit.AuditManager;
import org.apache.druid.error.DruidException;
import org.apache.druid.error.InvalidInput;
import org.apache.druid.server.security.AuthorizationUtils;

/** Who asks for a change and why, as Druid's audit log takes it. */
final class Audited {
    /** Of the columns of Druid's audit log, in characters (Druid 33, {@code SQLMetadataConnector.createAuditTable}). */
    private static final int AUTHOR_MAX = 255;

    private static final int COMMENT_MAX = 2_048;

    private Audited() {}

    /** @throws DruidException if a header is longer than what the audit log holds */
    static AuditInfo by(HttpServletRequest request) {
        AuditInfo info = AuthorizationUtils.buildAuditInfo(request);
        requireAtMost(AUTHOR_MAX, AuditManager.X_DRUID_AUTHOR, info.getAuthor());
        requireAtMost(COMMENT_MAX, AuditManager.X_DRUID_COMMENT, info.getComment());
        return info;
    }

    private static void requireAtMost(int max, String header, String value) {
        if (value.length() > max) {
            throw InvalidInput.exception(
                    "The header %s has %d characters. Give at most %d", header, value.length(), max);
        }
    }
}
