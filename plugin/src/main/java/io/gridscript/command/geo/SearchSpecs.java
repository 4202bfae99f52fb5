package io.gridscript.command.geo;

import static io.gridscript.spec.CommandFlag.DENYOOM;
import static io.gridscript.spec.CommandFlag.READONLY;
import static io.gridscript.spec.CommandFlag.WRITE;
import static io.gridscript.spec.KeyFlag.ACCESS;
import static io.gridscript.spec.KeyFlag.OW;
import static io.gridscript.spec.KeyFlag.RO;
import static io.gridscript.spec.KeyFlag.UPDATE;

import io.gridscript.command.CommandTable;
import io.gridscript.spec.Argument;
import io.gridscript.spec.CommandSpec;
import io.gridscript.spec.KeySpec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;

/** The specs of the commands that search. */
final class SearchSpecs {

    private static final Argument RADIUS = Argument.real("radius");
    private static final Argument ORDER =
            Argument.oneOf("order", Argument.token("asc", "ASC"), Argument.token("desc", "DESC"))
                    .asOptional();
    private static final Argument ANY = Argument.token("any", "ANY").asOptional();
    private static final List<Argument> WITH =
            List.of(
                    Argument.token("withcoord", "WITHCOORD").asOptional(),
                    Argument.token("withdist", "WITHDIST").asOptional(),
                    Argument.token("withhash", "WITHHASH").asOptional());
    private static final Argument STORE =
            Argument.oneOf(
                            "store",
                            Argument.key("storekey").after("STORE").keySpec(1),
                            Argument.key("storedistkey").after("STOREDIST").keySpec(2))
                    .asOptional();
    private static final Argument FROM =
            Argument.oneOf(
                    "from",
                    GeoSpecs.MEMBER.after("FROMMEMBER"),
                    Argument.block("fromlonlat", position()).after("FROMLONLAT"));
    private static final Argument BY =
            Argument.oneOf(
                    "by",
                    Argument.block("circle", RADIUS.after("BYRADIUS"), GeoSpecs.UNIT),
                    Argument.block(
                            "box",
                            Argument.real("width").after("BYBOX"),
                            Argument.real("height"),
                            GeoSpecs.UNIT));

    private SearchSpecs() {}

    static void register(CommandTable table) {
        add(table, georadius(), SearchForm.GEORADIUS);
        add(table, georadiusRo(), SearchForm.GEORADIUS_RO);
        add(table, georadiusbymember(), SearchForm.GEORADIUSBYMEMBER);
        add(table, georadiusbymemberRo(), SearchForm.GEORADIUSBYMEMBER_RO);
        add(table, geosearch(), SearchForm.GEOSEARCH);
        add(table, geosearchstore(), SearchForm.GEOSEARCHSTORE);
    }

    private static void add(CommandTable table, CommandSpec.Builder spec, SearchForm form) {
        table.onKeyspace(spec, (call, reply) -> Searching.run(call, reply, form));
    }

    private static CommandSpec.Builder georadius() {
        return radius("georadius", -6, "6.2.0", position())
                .keys(storing(6))
                .flags(WRITE, DENYOOM)
                .summary("Tells or stores the places around a point.")
                .deprecated("6.2.0", "`GEOSEARCH` and `GEOSEARCHSTORE` with `BYRADIUS`");
    }

    private static CommandSpec.Builder georadiusRo() {
        return radius("georadius_ro", -6, "6.2.0", position())
                .since("3.2.10")
                .flags(READONLY)
                .summary("Tells the places around a point.")
                .deprecated("6.2.0", "`GEOSEARCH` with `BYRADIUS`");
    }

    private static CommandSpec.Builder georadiusbymember() {
        return radius("georadiusbymember", -5, null, GeoSpecs.MEMBER)
                .keys(storing(5))
                .flags(WRITE, DENYOOM)
                .summary("Tells or stores the places around a member.")
                .deprecated(
                        "6.2.0",
                        "`GEOSEARCH` and `GEOSEARCHSTORE` with `BYRADIUS` and `FROMMEMBER`");
    }

    private static CommandSpec.Builder georadiusbymemberRo() {
        return radius("georadiusbymember_ro", -5, null, GeoSpecs.MEMBER)
                .since("3.2.10")
                .flags(READONLY)
                .summary("Tells the places around a member.")
                .deprecated("6.2.0", "`GEOSEARCH` with `BYRADIUS` and `FROMMEMBER`");
    }

    /**
     * The spec of an older command, with what to search around.
     *
     * @param anySince the version of ANY as its documentation has it, or null
     */
    private static CommandSpec.Builder radius(
            String name, int arity, String anySince, Argument... around) {
        boolean stores = !name.endsWith("_ro");
        List<Argument> arguments = new ArrayList<>();
        arguments.add(GeoSpecs.KEY);
        arguments.addAll(List.of(around));
        arguments.add(RADIUS);
        arguments.add(GeoSpecs.UNIT);
        arguments.addAll(WITH);
        arguments.add(count(anySince == null ? ANY : ANY.since(anySince)));
        arguments.add(ORDER);
        if (stores) {
            arguments.add(STORE);
        }
        return GeoSpecs.reading(name, arity)
                .complexity("O(N+log(M)) for N places in the cells around, of M in the set")
                .changed("6.2.0", "ANY for COUNT.")
                .changed("7.0.0", "Units in upper case.")
                .arguments(arguments.toArray(Argument[]::new));
    }

    private static CommandSpec.Builder geosearch() {
        return search("geosearch", -7, List.of(GeoSpecs.KEY), WITH)
                .keys(KeySpec.key(1, RO, ACCESS))
                .flags(READONLY)
                .summary("Tells the places in a circle or a box.");
    }

    private static CommandSpec.Builder geosearchstore() {
        return search(
                        "geosearchstore",
                        -8,
                        List.of(Argument.key("destination"), Argument.key("source").keySpec(1)),
                        List.of(Argument.token("storedist", "STOREDIST").asOptional()))
                .keys(KeySpec.key(1, OW, UPDATE), KeySpec.key(2, RO, ACCESS))
                .flags(WRITE, DENYOOM)
                .summary("Stores the places in a circle or a box.");
    }

    private static CommandSpec.Builder search(
            String name, int arity, List<Argument> keys, List<Argument> options) {
        List<Argument> arguments = new ArrayList<>(keys);
        arguments.addAll(Arrays.asList(FROM, BY, ORDER, count(ANY)));
        arguments.addAll(options);
        return GeoSpecs.any(name, arity)
                .since("6.2.0")
                .complexity("O(N+log(M)) for N places in the cells around, M in the shape")
                .changed("7.0.0", "Units in upper case.")
                .arguments(arguments.toArray(Argument[]::new));
    }

    private static Argument count(Argument any) {
        return Argument.block("count-block", Argument.integer("count").after("COUNT"), any)
                .asOptional();
    }

    private static Argument[] position() {
        return new Argument[] {Argument.real("longitude"), Argument.real("latitude")};
    }

    /** The keys behind STORE and STOREDIST, from a position on. */
    private static KeySpec[] storing(int from) {
        return new KeySpec[] {behind("STORE", from), behind("STOREDIST", from)};
    }

    private static KeySpec behind(String word, int from) {
        return new KeySpec(
                new KeySpec.Keyword(word, from),
                new KeySpec.Range(0, 1, 0),
                EnumSet.of(OW, UPDATE),
                null);
    }
}
