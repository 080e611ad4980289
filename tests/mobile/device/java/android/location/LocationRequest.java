//@ since 31
package android.location;

public final class LocationRequest {}
