package android.net;

public abstract class Uri {
    public static Uri parse(String uriString) {
        return new Uri() {
            @Override
            public String toString() {
                return uriString;
            }
        };
    }
}
