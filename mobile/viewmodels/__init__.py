"""What a screen shows and can be asked: observable values and deeds, no widgets."""
