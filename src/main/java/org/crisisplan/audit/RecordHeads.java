package org.crisisplan.audit;

import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import org.crisisplan.audit.RecordHead.Leaf;
import org.crisisplan.crisis.record.RecordSearch;
import org.crisisplan.notify.TellAuditors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The heads over all records: written one after the other by whichever node comes first, in one transaction with the mails that take
 * them out of the house.
 */
@Component
class RecordHeads {

    private static final Logger LOG = LoggerFactory.getLogger(RecordHeads.class);
    private static final Duration IN_ANY_CASE = Duration.ofDays(1);
    private static final int AT_ONCE = 1000;

    private final JdbcClient database;
    private final RecordSearch records;
    private final SigningKey key;
    private final TellAuditors auditors;
    private final AuditSettings settings;
    private final Clock clock;
    private final TransactionTemplate transaction;

    RecordHeads(
            JdbcClient database,
            RecordSearch records,
            SigningKey key,
            TellAuditors auditors,
            AuditSettings settings,
            Clock clock,
            TransactionTemplate transaction) {
        this.database = database;
        this.records = records;
        this.key = key;
        this.auditors = auditors;
        this.settings = settings;
        this.clock = clock;
        this.transaction = transaction;
    }

    /** Writes a head if it is time for one: see {@link AuditSettings#headEvery()}. */
    void writeIfDue() {
        Optional<RecordHead> last = newest();
        Instant now = clock.instant();
        if (last.isPresent()
                && now.isBefore(last.get().at().plus(settings.headEvery()))
                // what follows is signed with another key: said at once
                && last.get().publicKey().equals(key.publicKey())) {
            return;
        }
        boolean inAnyCase = last.isEmpty() || !now.isBefore(last.get().at().plus(IN_ANY_CASE));
        write(inAnyCase);
    }

    /**
     * Writes a head over all records as they are now.
     *
     * @param inAnyCase also if no record has grown since the last one
     * @return empty if none has, or another node was first
     */
    Optional<RecordHead> write(boolean inAnyCase) {
        try {
            Optional<RecordHead> written = Optional.ofNullable(
                    transaction.execute(begun -> add(inAnyCase).orElse(null)));
            written.ifPresent(head ->
                    LOG.info("Head {} over the records of {} crises: {}", head.seq(), head.crises(), head.hash()));
            return written;
        } catch (DuplicateKeyException otherNode) {
            return Optional.empty();
        }
    }

    private Optional<RecordHead> add(boolean inAnyCase) {
        Optional<RecordHead> last = newest();
        SortedMap<String, Leaf> covered = new TreeMap<>();
        List<Leaf> grown = new ArrayList<>();
        leaves((head, leaf) -> covered.put(leaf.number(), leaf));
        for (RecordSearch.End end : ends()) {
            Leaf leaf = new Leaf(end.number(), end.acts(), end.hash());
            if (!leaf.equals(covered.put(leaf.number(), leaf))) {
                grown.add(leaf);
            }
        }
        boolean sameKey = last.isPresent() && last.get().publicKey().equals(key.publicKey());
        if (grown.isEmpty() && sameKey && !inAnyCase) {
            return Optional.empty();
        }
        RecordHead head = signed(
                last.map(RecordHead::seq).orElse(0) + 1,
                last.map(RecordHead::hash).orElse(RecordHead.NONE),
                covered.size(),
                root(covered));
        insert(head, grown);
        if (auditors.ofHead(new TellAuditors.Head(
                        head.seq(),
                        head.at(),
                        head.crises(),
                        head.hash(),
                        head.text(),
                        head.signature(),
                        SigningKey.fingerprint(head.publicKey())))
                == 0) {
            LOG.warn(
                    "Head {} was mailed to nobody: the contact list names no auditor. Without a copy outside of the house it proves less.",
                    head.seq());
        }
        return Optional.of(head);
    }

    private List<RecordSearch.End> ends() {
        List<RecordSearch.End> all = new ArrayList<>();
        List<RecordSearch.End> some;
        do {
            some = records.endsAfter(
                    all.isEmpty() ? "" : all.get(all.size() - 1).number(), AT_ONCE);
            all.addAll(some);
        } while (some.size() == AT_ONCE);
        return all;
    }

    private RecordHead signed(int seq, String previous, int crises, String root) {
        // the database keeps microseconds
        Instant at = clock.instant().truncatedTo(ChronoUnit.MICROS);
        byte[] signature =
                key.sign(RecordHead.text(seq, at, previous, crises, root).getBytes(StandardCharsets.UTF_8));
        return new RecordHead(
                seq,
                at,
                previous,
                crises,
                root,
                key.publicKey(),
                Base64.getEncoder().encodeToString(signature));
    }

    private void insert(RecordHead head, List<Leaf> grown) {
        database.sql("insert into record_head (head, at, previous, crises, root, hash, public_key, signature)"
                        + " values (?, ?, ?, ?, ?, ?, ?, ?)")
                .params(
                        head.seq(),
                        head.at().atOffset(ZoneOffset.UTC),
                        head.previous(),
                        head.crises(),
                        head.root(),
                        head.hash(),
                        head.publicKey(),
                        head.signature())
                .update();
        for (Leaf leaf : grown) {
            database.sql("insert into record_head_leaf (number, head, acts, hash) values (?, ?, ?, ?)")
                    .params(leaf.number(), head.seq(), leaf.acts(), leaf.hash())
                    .update();
        }
    }

    Optional<RecordHead> newest() {
        return database.sql("select * from record_head order by head desc fetch first 1 rows only")
                .query(RecordHeads::head)
                .optional();
    }

    int count() {
        return database.sql("select count(*) from record_head")
                .query(Integer.class)
                .single();
    }

    /** Newest first. */
    List<RecordHead> page(int page, int size) {
        return database.sql("select * from record_head order by head desc offset ? rows fetch first ? rows only")
                .params((long) page * size, size)
                .query(RecordHeads::head)
                .list();
    }

    /** Oldest first. @param from the first of them */
    List<RecordHead> from(int from) {
        return database.sql("select * from record_head where head >= ? order by head")
                .param(from)
                .query(RecordHeads::head)
                .list();
    }

    /** The hash that the database keeps of each head, by its number. */
    SortedMap<Integer, String> keptHashes() {
        SortedMap<Integer, String> hashes = new TreeMap<>();
        database.sql("select head, hash from record_head").query(row -> {
            hashes.put(row.getInt("head"), row.getString("hash"));
        });
        return hashes;
    }

    /** What each head covers that no head before it did, in the order of the heads. */
    void leaves(BiConsumer<Integer, Leaf> reader) {
        database.sql("select * from record_head_leaf order by head, number").query(row -> {
            reader.accept(
                    row.getInt("head"), new Leaf(row.getString("number"), row.getInt("acts"), row.getString("hash")));
        });
    }

    /** How the heads covered one record as it grew, by the number of the head. */
    SortedMap<Integer, Leaf> leavesOf(String number) {
        SortedMap<Integer, Leaf> leaves = new TreeMap<>();
        database.sql("select * from record_head_leaf where number = ?")
                .param(number)
                .query(row -> {
                    leaves.put(row.getInt("head"), new Leaf(number, row.getInt("acts"), row.getString("hash")));
                });
        return leaves;
    }

    /**
     * All heads from the first that covers the record, the oldest first; those that cover more of it than the one before, and the
     * newest, with the path that shows it.
     */
    List<HeadProof> covering(String number) {
        SortedMap<Integer, Leaf> grown = leavesOf(number);
        if (grown.isEmpty()) {
            return List.of();
        }
        List<RecordHead> heads = from(grown.firstKey());
        NavigableSet<Integer> wanted = new TreeSet<>(grown.keySet());
        wanted.add(heads.get(heads.size() - 1).seq());
        Map<Integer, HeadProof.Covered> paths = new HashMap<>();
        SortedMap<String, Leaf> covered = new TreeMap<>();
        leaves((head, leaf) -> {
            while (!wanted.isEmpty() && wanted.first() < head) {
                paths.put(wanted.pollFirst(), path(covered, number));
            }
            covered.put(leaf.number(), leaf);
        });
        wanted.forEach(head -> paths.put(head, path(covered, number)));
        return heads.stream()
                .map(head -> new HeadProof(head, paths.get(head.seq())))
                .toList();
    }

    private static HeadProof.Covered path(SortedMap<String, Leaf> covered, String number) {
        int place = covered.headMap(number).size();
        return new HeadProof.Covered(
                Objects.requireNonNull(covered.get(number)),
                place,
                tree(covered).path(place));
    }

    static String root(SortedMap<String, Leaf> covered) {
        return HexFormat.of().formatHex(tree(covered).root());
    }

    static MerkleTree tree(SortedMap<String, Leaf> covered) {
        return new MerkleTree(covered.values().stream().map(Leaf::text).toList());
    }

    private static RecordHead head(ResultSet row, int i) throws SQLException {
        return new RecordHead(
                row.getInt("head"),
                row.getObject("at", OffsetDateTime.class).toInstant(),
                row.getString("previous"),
                row.getInt("crises"),
                row.getString("root"),
                row.getString("public_key"),
                row.getString("signature"));
    }
}
