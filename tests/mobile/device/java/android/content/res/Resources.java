package android.content.res;

public class Resources {
    public Configuration getConfiguration() {
        return phone.State.now.configuration;
    }
}
