package org.crisisplan.compensation;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.crisisplan.compensation.Beneficiaries.Beneficiary;
import org.crisisplan.crisis.CrisisOver;
import org.crisisplan.crisis.record.ActKind;
import org.crisisplan.crisis.record.CrisisRecord;
import org.crisisplan.crisis.record.CrisisRecord.Entry;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * What people see and do of a crisis's ledger (R57): who has it, the file for a shop that has no interface, and what the shop says became
 * of it. What is credited stays credited, whatever a file says.
 */
@Component
public class LedgerDesk {

    private static final int PAGE = 500;
    private static final int LONGEST_FILE = 1_000_000;
    private static final Set<CreditState> OPEN = Set.of(CreditState.DUE, CreditState.REFUSED, CreditState.IN_DOUBT);

    private final LedgerRepository ledgers;
    private final Beneficiaries beneficiaries;
    private final CompensationSettings settings;
    private final CrisisRecord record;

    LedgerDesk(
            LedgerRepository ledgers, Beneficiaries beneficiaries, CompensationSettings settings, CrisisRecord record) {
        this.ledgers = ledgers;
        this.beneficiaries = beneficiaries;
        this.settings = settings;
        this.record = record;
    }

    /**
     * How a crisis's compensation stands.
     *
     * @param listed how many people are on the lists now
     * @param byHand whether there is no interface, so that a file goes to the shop
     */
    public record Standing(
            Ledger ledger, Map<CreditState, Long> counts, long listed, String currency, boolean byHand) {}

    /** Empty when nothing was approved. */
    public Optional<Standing> of(String crisis) {
        return ledgers.find(crisis)
                .map(ledger -> new Standing(
                        ledger,
                        ledgers.counts(crisis),
                        beneficiaries.count(crisis),
                        settings.currency(),
                        settings.isByHand()));
    }

    /** In the order of their people. @param state null for all @param after null for the first */
    public List<Credit> credits(String crisis, @Nullable CreditState state, @Nullable String after, int most) {
        return ledgers.credits(crisis, state, after, most);
    }

    /**
     * The file of all who do not have it yet, for the shop's own system: {@code key, user, kind, amount, currency}. That it was taken
     * stands in the record.
     *
     * @throws CrisisOver when the crisis is over
     */
    @Transactional
    public void write(String crisis, Appendable file) {
        Ledger ledger = ledgers.find(crisis).orElseThrow();
        long lines = 0;
        try {
            line(file, "key", "user", "kind", "amount", "currency");
            List<Credit> page = ledgers.credits(crisis, null, null, PAGE);
            while (!page.isEmpty()) {
                lines += write(page, file);
                page = ledgers.credits(crisis, null, page.get(page.size() - 1).person(), PAGE);
            }
        } catch (IOException gone) {
            throw new UncheckedIOException(gone);
        }
        if (!record.append(
                crisis, Entry.of(ActKind.COMPENSATION_TAKEN, ledger.kind()).after(Map.of("users", lines)))) {
            throw new CrisisOver(crisis);
        }
    }

    private long write(List<Credit> page, Appendable file) throws IOException {
        long lines = 0;
        for (Credit credit : page) {
            Optional<Beneficiary> person = beneficiaries.find(credit.crisis(), credit.person());
            if (OPEN.contains(credit.state())
                    && person.isPresent()
                    && person.get().userId() != null) {
                line(
                        file,
                        credit.key(),
                        harmless(person.get().userId()),
                        credit.kind(),
                        credit.amount().toPlainString(),
                        settings.currency());
                lines++;
            }
        }
        return lines;
    }

    private static void line(Appendable file, Object... values) throws IOException {
        file.append(CSVFormat.RFC4180.format(values)).append("\r\n");
    }

    /** A spreadsheet would run what begins like a formula. */
    private static String harmless(@Nullable String userId) {
        String id = String.valueOf(userId);
        return !id.isEmpty() && "=+-@\t\r".indexOf(id.charAt(0)) >= 0 ? "'" + id : id;
    }

    /**
     * What a file of the shop did.
     *
     * @param known lines about entries that have it already, or that say nothing new
     * @param unknown lines whose key is none of this crisis's
     * @param wrong lines that say neither credited nor refused, by their numbers; the first few
     */
    public record Reconciled(long credited, long refused, long known, long unknown, List<Long> wrong) {}

    /**
     * Takes the shop's answers: {@code key, result, reference}, where the result is {@code credited} or {@code refused}. Lines that cannot
     * be read are named and change nothing.
     *
     * @throws IllegalArgumentException when it is no such file at all; nothing has changed then
     * @throws CrisisOver when the crisis is over
     */
    @Transactional
    public Reconciled reconcile(String crisis, Reader file) {
        Map<String, String> people = keys(crisis);
        long credited = 0;
        long refused = 0;
        long known = 0;
        long unknown = 0;
        List<Long> wrong = new ArrayList<>();
        try (CSVParser lines = CSVFormat.RFC4180
                .builder()
                .setHeader()
                .setSkipHeaderRecord(true)
                .setIgnoreHeaderCase(true)
                .setTrim(true)
                .setIgnoreEmptyLines(true)
                .get()
                .parse(file)) {
            if (!lines.getHeaderMap().keySet().containsAll(Set.of("key", "result"))) {
                throw new IllegalArgumentException(
                        "The first line must name the columns key, result and, if there is one, reference");
            }
            for (CSVRecord line : lines) {
                if (line.getRecordNumber() > LONGEST_FILE) {
                    throw new IllegalArgumentException("More than %d lines; bring it in parts".formatted(LONGEST_FILE));
                }
                String person = people.get(line.get("key"));
                CreditState result = result(line);
                if (person == null) {
                    unknown++;
                } else if (result == null) {
                    wrong.add(line.getRecordNumber());
                } else if (!ledgers.reconcile(crisis, person, result, reference(line), problem(line, result))) {
                    known++;
                } else if (result == CreditState.CREDITED) {
                    credited++;
                } else {
                    refused++;
                }
            }
        } catch (IOException | UncheckedIOException | IllegalStateException broken) {
            throw new IllegalArgumentException("It is no CSV file that could be read: " + broken.getMessage(), broken);
        }
        Reconciled done = new Reconciled(
                credited, refused, known, unknown, wrong.stream().limit(10).toList());
        note(crisis, done, wrong.size());
        return done;
    }

    /**
     * What a person found out at the shop about one who is in doubt or was refused.
     *
     * @return whether that changed anything
     * @throws CrisisOver when the crisis is over
     */
    @Transactional
    public boolean decide(String crisis, String person, boolean credited) {
        boolean changed = ledgers.reconcile(
                crisis,
                person,
                credited ? CreditState.CREDITED : CreditState.REFUSED,
                null,
                credited ? null : "Looked up at the shop: not credited. 已在商城核对，未到账。");
        if (changed) {
            note(crisis, new Reconciled(credited ? 1 : 0, credited ? 0 : 1, 0, 0, List.of()), 0);
        }
        return changed;
    }

    private void note(String crisis, Reconciled done, int wrong) {
        Map<String, Object> counts = new TreeMap<>();
        counts.put("credited", done.credited());
        counts.put("refused", done.refused());
        counts.put("known", done.known());
        counts.put("unknown", done.unknown());
        counts.put("wrong", wrong);
        Ledger ledger = ledgers.find(crisis).orElseThrow();
        if (!record.append(
                crisis, Entry.of(ActKind.COMPENSATION_RECONCILED, ledger.kind()).after(counts))) {
            throw new CrisisOver(crisis);
        }
    }

    private Map<String, String> keys(String crisis) {
        Map<String, String> people = new HashMap<>();
        List<Credit> page = ledgers.credits(crisis, null, null, PAGE);
        while (!page.isEmpty()) {
            page.forEach(credit -> people.put(credit.key(), credit.person()));
            page = ledgers.credits(crisis, null, page.get(page.size() - 1).person(), PAGE);
        }
        return people;
    }

    private static @Nullable CreditState result(CSVRecord line) {
        String said = line.isSet("result") ? line.get("result").toLowerCase(Locale.ROOT) : "";
        return switch (said) {
            case "credited", "ok", "done", "成功", "已到账" -> CreditState.CREDITED;
            case "refused", "failed", "失败", "拒绝" -> CreditState.REFUSED;
            default -> null;
        };
    }

    private static @Nullable String reference(CSVRecord line) {
        return line.isMapped("reference") && line.isSet("reference") ? line.get("reference") : null;
    }

    private static @Nullable String problem(CSVRecord line, CreditState result) {
        if (result == CreditState.CREDITED) {
            return null;
        }
        return line.isMapped("reason") && line.isSet("reason")
                ? line.get("reason")
                : "The shop's file says that it was refused. 商城文件注明未发放。";
    }
}
