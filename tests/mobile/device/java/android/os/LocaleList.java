//@ since 24
package android.os;

import java.util.Locale;

public final class LocaleList {
    private final Locale[] held;

    public LocaleList(Locale... list) {
        held = list;
    }

    public static LocaleList forLanguageTags(String list) {
        String[] tags = list.isEmpty() ? new String[0] : list.split(",");
        Locale[] found = new Locale[tags.length];
        for (int at = 0; at < tags.length; at++) {
            found[at] = Locale.forLanguageTag(tags[at]);
        }
        return new LocaleList(found);
    }

    public String toLanguageTags() {
        StringBuilder said = new StringBuilder();
        for (Locale each : held) {
            said.append(said.length() > 0 ? "," : "").append(each.toLanguageTag());
        }
        return said.toString();
    }

    public int size() {
        return held.length;
    }

    public Locale get(int index) {
        return held[index];
    }
}
