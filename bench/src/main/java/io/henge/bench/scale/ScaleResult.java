package io.henge.bench.scale;

/**
 * What a run came to.
 *
 * @param readySeconds from the beginning of the term until every cluster was watched and searched
 * @param launch of all at once
 * @param upkeep what it took of the process
 * @param turns how long turns took while 100 tasks came and went each second
 * @param lags from a pod's end being shown until Druid was told of it, then
 * @param endSeconds from the end of all pods at once until the last row was gone
 * @param rows what is left in the ledger
 */
record ScaleResult(
        double readySeconds, Launch launch, Upkeep upkeep, Spread turns, Spread lags, double endSeconds, int rows) {
    /**
     * How all came to run.
     *
     * @param seconds from the first task that was handed in until all ran, by the ledger
     * @param longestTurnMillis of the loop, meanwhile
     */
    record Launch(double seconds, double longestTurnMillis) {}

    /**
     * What it took of the process.
     *
     * @param cpuSeconds for launching and ending them all
     * @param heapMebibytes in use after a collection, while all lived
     * @param threads then
     */
    record Upkeep(double cpuSeconds, double heapMebibytes, int threads) {}

    /** In milliseconds. */
    record Spread(double median, double p99, double longest) {}
}
