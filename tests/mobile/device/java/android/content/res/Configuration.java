package android.content.res;

import java.util.Locale;

public final class Configuration {
    public static final int UI_MODE_NIGHT_MASK = 0x30;
    public static final int UI_MODE_NIGHT_UNDEFINED = 0x00;
    public static final int UI_MODE_NIGHT_NO = 0x10;
    public static final int UI_MODE_NIGHT_YES = 0x20;

    public float fontScale = 1;
    public int uiMode = UI_MODE_NIGHT_UNDEFINED;
    public Locale locale = Locale.UK;

    //@ since 24
    private android.os.LocaleList locales = new android.os.LocaleList(Locale.UK);

    public android.os.LocaleList getLocales() {
        return locales;
    }

    public void setLocales(android.os.LocaleList locales) {
        this.locales = locales;
    }
    //@ end
}
