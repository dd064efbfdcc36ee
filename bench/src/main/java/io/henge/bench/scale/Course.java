package io.henge.bench.scale;

/**
 * What a run came to.
 *
 * @param readySeconds from the beginning of the term until every cluster was watched and searched
 * @param launchSeconds from the first task that was handed in until all ran, by the ledger
 * @param longestTurnMillis of the loop, meanwhile
 * @param heapMebibytes after a collection, while all lived
 * @param threads of the process, then
 * @param turns how long turns took while 100 tasks came and went each second
 * @param lags from a pod's end being shown until Druid was told of it, then
 * @param endSeconds from the end of all pods at once until the last row was gone
 * @param cpuSeconds of the process, for launching and ending them all
 * @param rows what is left in the ledger
 */
record Course(
        double readySeconds,
        double launchSeconds,
        double longestTurnMillis,
        double heapMebibytes,
        int threads,
        Spread turns,
        Spread lags,
        double endSeconds,
        double cpuSeconds,
        int rows) {
    /** In milliseconds. */
    record Spread(double median, double p99, double longest) {}
}
